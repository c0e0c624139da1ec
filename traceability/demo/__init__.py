"""The demonstration: two cooperatives' season of tea, told through the ledger like everything else."""
