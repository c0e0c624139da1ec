"""`python -m api.cli` is `traceability`: how `serve` starts the background work."""

import sys

from api.cli.words import main

sys.exit(main())
