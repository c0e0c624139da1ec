"""What people sign in with: cards, PINs, devices, sessions; values and rules, kept by `store`."""
