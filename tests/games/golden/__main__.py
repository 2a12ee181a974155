"""Write every golden anew; read the difference before you keep it."""

from tests.games.cases import GOLDENS
from tests.games.golden import write

for case in GOLDENS:
    write(case)
