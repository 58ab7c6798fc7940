"""``python -m twinset_cli``: the ``twinset`` command without its console script."""

from twinset_cli.app import main

main()
