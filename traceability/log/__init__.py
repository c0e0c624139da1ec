"""The public log: leaves, the Merkle tree over them, and receipts. Bytes in, bytes out."""
