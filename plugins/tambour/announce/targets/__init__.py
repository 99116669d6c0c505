"""One folder for each sort of account: a class that keeps the contract, its settings, a README in French."""
