"""Real servers and the simulated one do the same: both are held against one recording.

`scenarios` says what is asked, `expected` what real servers answered, release by release. To record
anew, in a network namespace of its own:

    unshare --net -- sh -c 'ip link set lo up && python -m tests.contract.record'
"""
