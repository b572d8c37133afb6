"""Draw the README's picture: `make pictures`. Needs the course's own environment only."""

from pathlib import Path

import numpy as np

from convlib import images, kernels
from convtutor import draw

TARGET = Path(__file__).parent / "one-value.png"


def main() -> None:
    """Draw how one value of a feature map is made, on the picture and filter of unit 01."""
    weight = np.stack([kernels.edge(5)] * 3)
    picture = draw.three_channel_window(images.house(32), weight, 0.5, row=16, column=4)
    TARGET.write_bytes(picture.png())
    print(f"{TARGET.name}: {picture.text}")


if __name__ == "__main__":
    main()
