"""The network explorer and PyTorch: the same shapes, counts and fields, there and back."""

import numpy as np
import pytest

from convtutor.explore import NetworkExplorer
from convtutor.explore.network.published import PUBLISHED

torch = pytest.importorskip(
    "torch", reason="PyTorch is not installed; to compare with it: pip install -e .[torch]"
)
nn = torch.nn

LINES = [
    "2x13x11 > conv 4 3x2 s2x1 p1x0 d1x2 g2 nobias > relu > avgpool 2x3 s1 p1 > conv 6 1x1",
    "3x20x22 > conv 6 3x3 d2 p2 > maxpool 3 s2 p1 > conv 3 3x3 s3x2 g3 > flatten > linear 5 nobias",
    *(network.text for name, network in PUBLISHED.items() if name not in ("AlexNet", "VGG-16")),
]


def built(explorer):
    names = {}
    exec(explorer.torch_code(), names)
    return names["network"]


@pytest.mark.parametrize("line", LINES)
def test_copied_code_makes_the_same_shapes_and_has_as_many_parameters(line):
    explorer = NetworkExplorer(line)
    x = torch.zeros(1, *explorer.steps[0].shape)
    for module, step in zip(built(explorer), explorer.steps[1:], strict=True):
        x = module(x)
        assert tuple(x.shape[1:]) == step.shape
        assert sum(each.numel() for each in module.parameters()) == step.parameters


@pytest.mark.parametrize("name", ["AlexNet", "VGG-16"])
def test_large_networks_are_built_without_their_weights(name):
    explorer = NetworkExplorer(name)
    with torch.device("meta"):
        network = built(explorer)
        made = network(torch.zeros(1, *explorer.steps[0].shape))
    assert tuple(made.shape[1:]) == explorer.steps[-1].shape
    assert sum(each.numel() for each in network.parameters()) == explorer.totals["parameters"]


@pytest.mark.parametrize(
    ("line", "field"),
    [  # 1 + 2 + 4 + 1 + 2·(2 or 4) + 2·1, and 1 + 4 + 2·6 + 2·2 + 4·2
        ("1x64x64 > conv 1 3x3 > conv 1 3x3 d2 > maxpool 2 > conv 1 3x5 > conv 1 2x2", (14, 18)),
        (
            "1x64x64 > conv 1 5x5 s2 p2 > relu > conv 1 3x3 d3 > avgpool 3 s2 p1 > conv 1 3x3 p1",
            (29, 29),
        ),
    ],
)
def test_receptive_field_is_where_the_gradient_of_one_value_is(line, field):
    explorer = NetworkExplorer(line.replace("maxpool", "avgpool"))  # all of a window has a gradient
    network = built(explorer)
    for parameter in network.parameters():
        torch.nn.init.constant_(parameter, 1.0)
    x = torch.ones(1, 1, 64, 64, requires_grad=True)
    made = network(x)
    middle = [size // 2 for size in made.shape[2:]]
    made[0, 0, middle[0], middle[1]].backward()
    seen = np.argwhere(x.grad[0, 0].numpy() != 0)
    assert tuple(seen.max(axis=0) - seen.min(axis=0) + 1) == field
    assert explorer.steps[-1].field == field


@pytest.mark.parametrize("line", LINES)
def test_module_is_read_back_as_the_same_network(line):
    explorer = NetworkExplorer(line)
    again = NetworkExplorer.from_torch(built(explorer), explorer.steps[0].shape)
    assert again.network == explorer.network


def test_side_of_the_picture_is_found_where_the_linear_layers_tell_it():
    inner = nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.Dropout(0.5), nn.AvgPool2d(2))
    module = nn.Sequential(inner, nn.Flatten(), nn.Linear(6 * 12 * 12, 10))
    # (28 - 4) / 2 = 12
    assert NetworkExplorer.from_torch(module).network == (
        "1x28x28 > conv 6 5x5 > relu > avgpool 2 > flatten > linear 10"
    )
    assert NetworkExplorer.from_torch(nn.Conv2d(3, 8, 4, padding="same", dilation=2)).network == (
        "3x32x32 > conv 8 4x4 p3 d2"
    )
    assert NetworkExplorer.from_torch(nn.Linear(49, 10)).network == "1x7x7 > flatten > linear 10"


def test_adaptive_pool_is_the_plain_one_that_does_the_same():
    # torchvision's AlexNet, as one puts its parts together.
    features = built(NetworkExplorer(PUBLISHED["AlexNet"].text))[:13]
    module = nn.Sequential(features, nn.AdaptiveAvgPool2d(6), nn.Flatten(), nn.Linear(9216, 10))
    explorer = NetworkExplorer.from_torch(module)
    assert explorer.network.startswith("3x224x224 > conv 64 11x11 s4 p2")
    assert explorer.network.endswith("maxpool 3 s2 > avgpool 1 > flatten > linear 10")
    mean = nn.AdaptiveAvgPool2d((1, None))
    assert NetworkExplorer.from_torch(mean, (3, 8, 6)).network == "3x8x6 > avgpool 8x1"
    with pytest.raises(ValueError, match="windows of several sizes of what comes, 3 × 8 × 8"):
        NetworkExplorer.from_torch(nn.AdaptiveAvgPool2d(3), (3, 8, 8))


@pytest.mark.parametrize(
    ("module", "error", "said"),
    [
        (nn.BatchNorm2d(3), TypeError, "BatchNorm2d is no layer that is known here"),
        (nn.Conv2d(3, 3, 3, padding_mode="reflect"), ValueError, "padding_mode='reflect'"),
        (nn.Conv2d(3, 3, 2, padding="same"), ValueError, "'same' with an even kernel"),
        (nn.MaxPool2d(2, ceil_mode=True), ValueError, "ceil_mode=True"),
        (nn.MaxPool2d(2, dilation=2), ValueError, "dilation=2"),
        (nn.Sequential(nn.Conv2d(3, 6, 3), nn.Conv2d(5, 6, 3)), ValueError, "takes 5 but 6 come"),
    ],
)
def test_what_is_not_known_here_is_named(module, error, said):
    with pytest.raises(error, match=said):
        NetworkExplorer.from_torch(module)


def test_linear_layer_that_takes_other_numbers_asks_for_the_input_it_was_made_for():
    module = nn.Sequential(nn.Flatten(), nn.Linear(300, 2))
    with pytest.raises(ValueError, match="layer 2 takes 300 but 192 come with the input 3 × 8 × 8"):
        NetworkExplorer.from_torch(module, (3, 8, 8))
    assert NetworkExplorer.from_torch(module, (3, 10, 10)).totals["parameters"] == 602
