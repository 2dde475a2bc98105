"""The peer's side of `sagittal bench network`: builds nnU-Net's network of a recipe and runs it once for each line on stdin.

Reads the recipe as JSON from the first line; answers "ready", then for each further line the seconds of one pass.
"""
import json
import sys
import time

import torch
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans

recipe = json.loads(sys.stdin.readline())
torch.set_num_threads(recipe["threads"])
network = get_network_from_plans(
    recipe["network_class"], recipe["arguments"], ["conv_op", "norm_op", "dropout_op", "nonlin"], recipe["channels"],
    recipe["heads"], deep_supervision=False).eval()
image = torch.randn(1, recipe["channels"], *recipe["patch"])
with torch.inference_mode():
    network(image)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        network(image)
        print(time.perf_counter() - start, flush=True)
