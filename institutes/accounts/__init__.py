"""Accounts: who may sign in at the desk, how, and what they chose for themselves."""
