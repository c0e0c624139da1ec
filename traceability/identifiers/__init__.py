"""Keys of things: GTIN, GLN, SSCC, own-domain codes, and GS1 Digital Link read and written."""
