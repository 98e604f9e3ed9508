"""Evidence whose layers a test makes itself; what it does not make is read."""

from geo.evidence import Evidence


class Held(Evidence):
    def __init__(self, *, travel_times=None, **layers):
        super().__init__()
        self._layers.update(layers)
        if travel_times is not None:
            self.__dict__["travel_times"] = travel_times
