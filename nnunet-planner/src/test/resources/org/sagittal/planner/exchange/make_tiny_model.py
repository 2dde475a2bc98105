"""Makes tiny.zip (a model of a few hundred weights), tiny_image.nii.gz and what nnU-Net 2.8.1 predicts with them (torch 2.7.1, CPU).

Tiles are added in float32: torch.half is read inside nnU-Net's loop, so naming float32 there is all it takes.
"""
import json, os, shutil, zipfile
import numpy as np, torch, SimpleITK as sitk
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.inference.export_prediction import convert_predicted_logits_to_segmentation_with_correct_shape
from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
from nnunetv2.utilities.get_network_from_plans import get_network_from_plans

name = 'Dataset901_Tiny/nnUNetTrainer__nnUNetPlans__3d_fullres'
shutil.rmtree('Dataset901_Tiny', ignore_errors=True); os.makedirs(name + '/fold_0')
arguments = dict(n_stages=2, features_per_stage=[2, 3], conv_op='torch.nn.modules.conv.Conv3d', kernel_sizes=[[1, 3, 3], [3, 3, 3]],
                 strides=[[1, 1, 1], [1, 2, 2]], n_conv_per_stage=[1, 1], n_conv_per_stage_decoder=[1], conv_bias=True,
                 norm_op='torch.nn.modules.instancenorm.InstanceNorm3d', norm_op_kwargs=dict(eps=1e-5, affine=True), dropout_op=None,
                 dropout_op_kwargs=None, nonlin='torch.nn.LeakyReLU', nonlin_kwargs=dict(inplace=True))
kwargs = lambda order, seg: dict(is_seg=seg, order=order, order_z=0, force_separate_z=None)
fn = 'resample_data_or_seg_to_shape'
plans = dict(dataset_name='Dataset901_Tiny', plans_name='nnUNetPlans', original_median_spacing_after_transp=[1.5, 1.2, 1.0],
             original_median_shape_after_transp=[9, 12, 14], image_reader_writer='SimpleITKIO', transpose_forward=[1, 0, 2],
             transpose_backward=[1, 0, 2], experiment_planner_used='ExperimentPlanner', label_manager='LabelManager',
             foreground_intensity_properties_per_channel={'0': dict(max=4.0, mean=1.0, median=1.0, min=-2.0, percentile_00_5=-1.5,
                                                                     percentile_99_5=3.0, std=0.8)},
             configurations={'3d_fullres': dict(
                 data_identifier='nnUNetPlans_3d_fullres', preprocessor_name='DefaultPreprocessor', batch_size=2, patch_size=[8, 8, 8],
                 median_image_size_in_voxels=[9.0, 10.0, 14.0], spacing=[1.3, 1.4, 1.0], normalization_schemes=['CTNormalization'],
                 use_mask_for_norm=[False], resampling_fn_data=fn, resampling_fn_seg=fn, resampling_fn_probabilities=fn,
                 resampling_fn_data_kwargs=kwargs(3, False), resampling_fn_seg_kwargs=kwargs(1, True),
                 resampling_fn_probabilities_kwargs=kwargs(1, False), batch_dice=False,
                 architecture=dict(network_class_name='dynamic_network_architectures.architectures.unet.PlainConvUNet',
                                   arch_kwargs=arguments, _kw_requires_import=['conv_op', 'norm_op', 'dropout_op', 'nonlin']))})
dataset = dict(channel_names={'0': 'CT'}, labels={'background': 0, 'a': 1, 'b': 2}, numTraining=2, file_ending='.nii.gz')
json.dump(plans, open(name + '/plans.json', 'w')); json.dump(dataset, open(name + '/dataset.json', 'w'))
torch.manual_seed(9)
network = get_network_from_plans(plans['configurations']['3d_fullres']['architecture']['network_class_name'], arguments,
                                 ['conv_op', 'norm_op', 'dropout_op', 'nonlin'], 1, 3, deep_supervision=False)
with torch.no_grad():
    for p in network.parameters():
        p.add_(0.3 * torch.randn_like(p))
    network.decoder.seg_layers[0].bias.zero_()  # so that every label occurs
torch.save(dict(network_weights=network.state_dict(), optimizer_state=None, grad_scaler_state=None, logging={}, _best_ema=np.float64(.5),
                current_epoch=1, init_args=dict(plans=plans, configuration='3d_fullres', fold=0, dataset_json=dataset,
                                                device=torch.device('cpu')),
                trainer_name='nnUNetTrainer', inference_allowed_mirroring_axes=(0, 1, 2)), name + '/fold_0/checkpoint_final.pth')
with zipfile.ZipFile('tiny.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for root, _, files in os.walk('Dataset901_Tiny'):
        for f in files:
            z.write(os.path.join(root, f))

rng = np.random.default_rng(4)
grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, n) for n in (9, 13, 14)], indexing='ij'))
values = 1 + np.sin(3 * grid[0] + 2 * grid[1]) + np.cos(4 * grid[2]) * grid[1] + 0.1 * rng.standard_normal(grid.shape[1:])
values[:, :, :2] = 0
image = sitk.GetImageFromArray(values.astype(np.float32)); image.SetSpacing((1.0, 1.2, 1.5)); image.SetOrigin((3, -2, 5))
sitk.WriteImage(image, 'tiny_image.nii.gz')

predictor = nnUNetPredictor(tile_step_size=0.5, use_gaussian=True, use_mirroring=True, device=torch.device('cpu'), allow_tqdm=False)
predictor.initialize_from_trained_model_folder(name, (0,), 'checkpoint_final.pth')
manager = PlansManager(plans); configuration = manager.get_configuration('3d_fullres')
data, _, properties = configuration.preprocessor_class(verbose=False).run_case(['tiny_image.nii.gz'], None, manager, configuration, dataset)
half, torch.half = torch.half, torch.float32
logits = predictor.predict_logits_from_preprocessed_data(torch.from_numpy(data))
torch.half = half
np.save('tiny_logits.npy', logits.numpy().astype(np.float32))
labels, probabilities = convert_predicted_logits_to_segmentation_with_correct_shape(
    logits.float(), manager, configuration, manager.get_label_manager(dataset), properties, return_probabilities=True)
np.save('tiny_probabilities.npy', probabilities.astype(np.float16))
np.save('tiny_labels.npy', labels.astype(np.int16))
print(data.shape, logits.shape, logits.dtype, labels.shape, np.bincount(labels.ravel()), properties['bbox_used_for_cropping'])
