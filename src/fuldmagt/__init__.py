"""Who may act for whom: digitally, lawfully, provably."""
