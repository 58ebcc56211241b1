"""What Schemathesis cannot know from the document. Each module registers its part."""

import account  # noqa: F401
import calls  # noqa: F401
import inputs  # noqa: F401
import refusals  # noqa: F401
