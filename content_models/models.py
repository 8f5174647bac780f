"""The models of all declared content types. Nothing is written here by hand: see the files beside."""

from cms.declarations import current
from cms.library.builder import build_models

globals().update(build_models(current(), __name__))
