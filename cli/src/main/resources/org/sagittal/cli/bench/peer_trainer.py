"""The peer's side of `sagittal bench train`: nnU-Net's trainer with as many epochs and iterations as the environment says."""
import os

import torch
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer


class nnUNetTrainerSagittalBench(nnUNetTrainer):
    def __init__(self, plans: dict, configuration: str, fold: int, dataset_json: dict,
                 device: torch.device = torch.device("cpu")):
        super().__init__(plans, configuration, fold, dataset_json, device)
        self.num_epochs = int(os.environ["SAGITTAL_BENCH_EPOCHS"])
        self.num_iterations_per_epoch = int(os.environ["SAGITTAL_BENCH_ITERATIONS"])
        self.num_val_iterations_per_epoch = int(os.environ["SAGITTAL_BENCH_VALIDATION_ITERATIONS"])

    def perform_actual_validation(self, save_probabilities: bool = False):
        """Epochs are compared; prediction has a comparison of its own."""
