"""Layers of networks that people really use, for questions with numbers that one meets again.

References
----------
The networks' own papers, and for AlexNet and VGG-16 torchvision's, which differ in a few numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

# A table, laid out by hand.
# fmt: off


@dataclass(frozen=True)
class Layer:
    """A convolution of a network: whose it is, and its settings."""

    network: str
    place: str
    rows: int
    columns: int
    channels: int
    filters: int
    kernel: int
    stride: int = 1
    padding: int = 0

    @property
    def origin(self) -> str:
        """Such as "AlexNet, first layer"; "" of one that is made up."""
        return f"{self.network}, {self.place}" if self.network else ""


LAYERS = tuple(Layer(network, place, *numbers) for network, place, *numbers in (
    ("LeNet-5", "first layer", 32, 32, 1, 6, 5, 1, 0),
    ("LeNet-5", "second convolution", 14, 14, 6, 16, 5, 1, 0),
    ("AlexNet", "first layer", 224, 224, 3, 64, 11, 4, 2),
    ("AlexNet", "second convolution", 27, 27, 64, 192, 5, 1, 2),
    ("AlexNet", "third convolution", 13, 13, 192, 384, 3, 1, 1),
    ("VGG-16", "first layer", 224, 224, 3, 64, 3, 1, 1),
    ("VGG-16", "third convolution", 112, 112, 64, 128, 3, 1, 1),
    ("VGG-16", "fifth convolution", 56, 56, 128, 256, 3, 1, 1),
    ("ResNet-18", "first layer", 224, 224, 3, 64, 7, 2, 3),
    ("ResNet-18", "a layer of its first stage", 56, 56, 64, 64, 3, 1, 1),
    ("ResNet-18", "first layer of its second stage", 56, 56, 64, 128, 3, 2, 1),
    ("ResNet-18", "first layer of its last stage", 14, 14, 256, 512, 3, 2, 1),
    ("ResNet-18", "first short cut", 56, 56, 64, 128, 1, 2, 0),
    ("GoogLeNet", "a 5×5 branch", 28, 28, 16, 32, 5, 1, 2),
    ("GoogLeNet", "a 3×3 branch", 28, 28, 96, 128, 3, 1, 1),
    ("Inception v3", "first layer", 299, 299, 3, 32, 3, 2, 0),
    ("Inception v3", "second layer", 149, 149, 32, 32, 3, 1, 0),
    ("Inception v3", "last layer of its stem", 73, 73, 80, 192, 3, 1, 0),
    ("SqueezeNet", "first layer", 224, 224, 3, 96, 7, 2, 0),
    ("U-Net", "first layer", 572, 572, 1, 64, 3, 1, 0),
    ("U-Net", "first layer after the first pooling", 284, 284, 64, 128, 3, 1, 0),
    ("YOLO", "first layer", 448, 448, 3, 64, 7, 2, 3),
    ("YOLOv3", "second layer", 416, 416, 32, 64, 3, 2, 1),
    ("DCGAN", "first layer of the discriminator", 64, 64, 3, 64, 4, 2, 1),
    ("DCGAN", "second layer of the discriminator", 32, 32, 64, 128, 4, 2, 1),
    ("the Vision Transformer", "its cutting into patches", 224, 224, 3, 768, 16, 16, 0),
    ("ConvNeXt", "first layer", 224, 224, 3, 96, 4, 4, 0),
    ("DQN, which learned Atari games", "first layer", 84, 84, 4, 32, 8, 4, 0),
    ("DQN, which learned Atari games", "second layer", 20, 20, 32, 64, 4, 2, 0),
    ("DQN, which learned Atari games", "third layer", 9, 9, 64, 64, 3, 1, 0),
    ("AlphaGo", "first layer", 19, 19, 48, 192, 5, 1, 2),
    ("SRCNN, which sharpens pictures", "first layer", 33, 33, 1, 64, 9, 1, 0),
    ("PilotNet, which steers a car", "first layer", 66, 200, 3, 24, 5, 2, 0),
    ("PilotNet, which steers a car", "second layer", 31, 98, 24, 36, 5, 2, 0),
    ("PilotNet, which steers a car", "third layer", 14, 47, 36, 48, 5, 2, 0),
    ("PilotNet, which steers a car", "fourth layer", 5, 22, 48, 64, 3, 1, 0),
))

OTHER_SIDES = (
    (28, 28), (32, 32), (64, 64), (96, 96), (128, 128), (160, 160), (192, 192), (227, 227),
    (231, 231), (240, 240), (256, 256), (299, 299), (320, 320), (321, 321), (331, 331), (384, 384),
    (416, 416), (448, 448), (480, 640), (512, 512), (513, 513), (600, 800), (640, 640), (720, 1280),
    (1080, 1920),
)
"""Pictures that such layers are put to: of data sets (28 MNIST, 32 CIFAR, 96 STL), of networks (231
OverFeat, 299 Inception, 321 and 513 DeepLab, 331 NASNet), and of cameras."""

DEEPER_SIDES = tuple((side, side) for side in (
    *(7, 10, 13, 14, 15, 20, 28, 30, 31, 35, 40, 56, 57, 60, 80, 112),
))
"""Maps that layers further in meet, where the pictures are other ones."""

STACKS = (
    ("VGG-16, its first two layers", ((3, 1), (3, 1))),
    ("VGG-16, its first two layers and their pooling", ((3, 1), (3, 1), (2, 2))),
    ("VGG-16, three convolutions in a row", ((3, 1), (3, 1), (3, 1))),
    ("VGG-16, a pooling and the two convolutions after it", ((2, 2), (3, 1), (3, 1))),
    ("LeNet-5, first layer and pooling", ((5, 1), (2, 2))),
    ("LeNet-5, up to its second convolution", ((5, 1), (2, 2), (5, 1))),
    ("AlexNet, first layer and pooling", ((11, 4), (3, 2))),
    ("AlexNet, up to its second convolution", ((11, 4), (3, 2), (5, 1))),
    ("AlexNet, its last three convolutions", ((3, 1), (3, 1), (3, 1))),
    ("ResNet-18, first layer and pooling", ((7, 2), (3, 2))),
    ("ResNet-18, up to the first layer of its first stage", ((7, 2), (3, 2), (3, 1))),
    ("ResNet-18, the first block of its second stage", ((3, 2), (3, 1))),
    ("Inception v3, its first two layers", ((3, 2), (3, 1))),
    ("Inception v3, its first three layers", ((3, 2), (3, 1), (3, 1))),
    ("SqueezeNet, first layer and pooling", ((7, 2), (3, 2))),
    ("DCGAN's discriminator, its first two layers", ((4, 2), (4, 2))),
    ("DCGAN's discriminator, its first three layers", ((4, 2), (4, 2), (4, 2))),
    ("DQN, which learned Atari games, its first two layers", ((8, 4), (4, 2))),
    ("DQN, which learned Atari games, all three layers", ((8, 4), (4, 2), (3, 1))),
    ("PilotNet, which steers a car, its first two layers", ((5, 2), (5, 2))),
    ("PilotNet, which steers a car, its first three layers", ((5, 2), (5, 2), (5, 2))),
    ("U-Net, its first two layers and their pooling", ((3, 1), (3, 1), (2, 2))),
    ("SRCNN, which sharpens pictures, all three layers", ((9, 1), (1, 1), (5, 1))),
    ("AlphaGo, its first two layers", ((5, 1), (3, 1))),
    ("ConvNeXt, first layer and the 7×7 of its first block", ((4, 4), (7, 1))),
)
"""Layers and poolings in a row: kernel size and stride of each."""
