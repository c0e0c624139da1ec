"""The rules of the product, told as tests on a real MongoDB."""
