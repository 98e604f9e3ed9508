"""What is new at the official sources: asked, kept, compared, and proposed, never made a fact."""

from geo.refresh.fetch import Fetch, Limits
from geo.refresh.interfaces import SECRETS
from geo.refresh.proposal import Outcome, keep_own, refresh, settings
