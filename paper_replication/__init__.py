"""The replication: what the literature concludes, stated formally, proved, checked, worked and drawn, claim by claim.

`python -m paper_replication` from the checkout. It uses of the package what `import termination` offers, nothing else.
"""
