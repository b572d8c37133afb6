"""Networks to start from, whose numbers others have published."""

from __future__ import annotations

from dataclasses import dataclass

from convtutor.explore.network.layers import Network, read_network


@dataclass(frozen=True)
class Published:
    """A network that made history, or its part."""

    text: str  # as `read_network` reads it
    about: str  # a sentence: which form of it this is, and where its numbers stand
    beside: str = ""  # a network to hold it against; none if empty

    @property
    def network(self) -> Network:
        """The network itself."""
        return read_network(self.text)


def _vgg(*blocks: str) -> str:
    layers = []
    for block in blocks:
        layers += [f"conv {filters} 3x3 p1 > relu" for filters in block.split()] + ["maxpool 2"]
    return " > ".join(layers)


HEAD = "flatten > linear 4096 > relu > linear 4096 > relu > linear 1000"

PUBLISHED = {
    "LeNet-5": Published(
        "1x32x32 > conv 6 5x5 > relu > avgpool 2 > conv 16 5x5 > relu > avgpool 2 > flatten > "
        "linear 120 > relu > linear 84 > relu > linear 10",
        "It read handwritten digits (LeCun and others, 1998). This is the form of most textbooks, "
        "61,706 parameters: every map reads all maps before it, and pooling learns nothing.",
    ),
    "AlexNet": Published(
        "3x224x224 > conv 64 11x11 s4 p2 > relu > maxpool 3 s2 > conv 192 5x5 p2 > relu > "
        "maxpool 3 s2 > conv 384 3x3 p1 > relu > conv 256 3x3 p1 > relu > conv 256 3x3 p1 > relu > "
        f"maxpool 3 s2 > {HEAD}",
        "It won the ImageNet contest of 2012 (Krizhevsky, Sutskever and Hinton). This is "
        "torchvision's form, 61,100,840 parameters; most of them are in the first linear layer.",
    ),
    "VGG-16": Published(
        f"3x224x224 > {_vgg('64 64', '128 128', '256 256 256', '512 512 512', '512 512 512')} > "
        f"{HEAD}",
        "Nothing but kernels of 3×3 (Simonyan and Zisserman, 2014): 138,357,544 parameters, "
        "and 15.5 thousand million multiplications for one picture.",
    ),
    "ResNet-18: the stem": Published(
        "3x224x224 > conv 64 7x7 s2 p3 nobias > relu > maxpool 3 s2 p1",
        "What comes before the blocks (He and others, 2015): from 224 to 56 in two steps, with "
        "9,408 weights. The batch norm between (128 more) is left out here.",
    ),
    "MobileNet: a block": Published(
        "512x14x14 > conv 512 3x3 p1 g512 nobias > relu > conv 512 1x1 nobias > relu",
        "Depthwise, then pointwise (Howard and others, 2017, table 3): 0.27 million parameters and "
        "52.3 million multiplications. Beside it the plain layer that it replaces: 2.36 and 462.",
        "512x14x14 > conv 512 3x3 p1 nobias > relu",
    ),
    "The course's own, trained": Published(
        "3x64x64 > conv 24 7x7 nobias > relu > conv 3 7x7 p6 nobias",
        "It learned to mend noisy pictures (convtutor.trained): 24 filters look, what is negative "
        "becomes 0, and every value paints its filter back. Watch a picture on its layers.",
    ),
}
