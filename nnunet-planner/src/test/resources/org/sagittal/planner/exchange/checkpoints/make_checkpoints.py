"""Small real checkpoints of torch.save with what Python reads from them."""
import json, os, pathlib, pickle, sys, shutil, collections
import numpy as np, torch
out = sys.argv[1]; shutil.rmtree(out, ignore_errors=True); os.makedirs(out)
torch.manual_seed(5)
PLANS = {'dataset_name': 'Dataset001_A', 'plans_name': 'nnUNetPlans', 'configurations': {'2d': {'patch_size': [8, 8], 'spacing': [1.0, 0.5]}}}
DJ = {'channel_names': {'0': 'CT'}, 'labels': {'background': 0, 'b': 1, 'a': 2}}
def base(weights, **kw):
    d = dict(network_weights=weights, optimizer_state=None, grad_scaler_state=None, logging={}, _best_ema=None, current_epoch=3,
             init_args=dict(plans=PLANS, configuration='2d', fold=0, dataset_json=DJ, device=torch.device('cuda')), trainer_name='nnUNetTrainer',
             inference_allowed_mirroring_axes=(0, 1))
    d.update(kw); return d
def save(name, d, weights=None, save_kw={}, **expect):
    torch.save(d, f'{out}/{name}.pth', **save_kw)
    ws = weights if weights is not None else d['network_weights']
    exp = {k: dict(shape=list(v.shape), values=[float(x) for x in v.detach().double().flatten().to(torch.float32).tolist()]) for k, v in ws.items()}
    json.dump(dict(weights=exp, trainer=d['trainer_name'], epochs=int(d['current_epoch']), fold=str(d['init_args'].get('fold')), mirroring=[int(x) for x in (d['inference_allowed_mirroring_axes'] if d['inference_allowed_mirroring_axes'] is not None else [])]), open(f'{out}/{name}.json', 'w'))
r = torch.randn
dt = {f'w.{t}'.replace('torch.', ''): r(3, 4).to(t) for t in (torch.float16, torch.bfloat16, torch.float64, torch.float32)}
for t in (torch.int64, torch.int32, torch.int16, torch.int8): dt[f'b.{t}'.replace('torch.', '')] = torch.tensor([-3, 0, 100]).to(t)
dt['b.uint8'] = torch.tensor([0, 200, 255], dtype=torch.uint8); dt['b.bool'] = torch.tensor([True, False]); dt['b.scalar'] = torch.tensor(7); dt['b.empty'] = torch.zeros(0, 3)
save('types', base(dt))
b5 = r(2, 3, 4, 5); b6 = r(2, 3, 4, 5, 3); big = r(40)
v = collections.OrderedDict()
v['transposed'] = r(3, 5).t(); v['permuted'] = r(2, 3, 4).permute(2, 0, 1); v['last2'] = b5.to(memory_format=torch.channels_last); v['last3'] = b6.to(memory_format=torch.channels_last_3d)
v['slice'] = big[7:19].view(3, 4); v['step'] = big[1::3]; v['other'] = big[:5]; v['expand'] = r(4, 1, 1).expand(4, 3, 2); v['expand1'] = torch.tensor([2.5]).expand(6); v['scalarview'] = big[3]
v['strided'] = torch.as_strided(big, (4, 4), (2, 3), 1); v['alias'] = v['step']; v['column'] = r(5, 6)[:, 2]
save('views', base(v))
w = {'encoder.stages.0.0.convs.0.conv.weight': r(2, 1, 3, 3), 'encoder.stages.0.0.convs.0.norm.bias': r(2)}
def pre(p):
    d = collections.OrderedDict()
    for k, t in w.items():
        d[p + k] = t; d[p + k.replace('conv.', 'all_modules.0.').replace('norm.', 'all_modules.1.')] = t; d[p + 'decoder.encoder.' + k.removeprefix('encoder.')] = t
    return d
for n, p in dict(plain='', orig='_orig_mod.', module='module.', both='module._orig_mod.', both2='_orig_mod.module.').items():
    save('prefix-' + n, base(pre(p)), weights=w)
save('parameters', base({k: torch.nn.Parameter(t) for k, t in w.items()}))
pa = torch.nn.Parameter(r(3)); pa.note = 'x'; ta = r(4); ta.note = {'a': 1}
save('attributes', base({'p': pa, 't': ta}))
for p in (2, 3, 4, 5):
    save(f'protocol-{p}', base(w, extra=dict(s={1, 2, 3}, fs=frozenset(['a']), b=b'\x00\xffabc', ba=bytearray(b'xyz'), eb=b'', big=2**200, neg=-2**70, t=(1, (2, (3,))), np=np.arange(6).reshape(2, 3), npf=np.asfortranarray(np.arange(6.).reshape(2, 3)), long='x' * 300, u='ü€😀', n=np.float32(1.5), dd=collections.defaultdict(list, a=[1]), sz=torch.Size([1, 2]), dtp=torch.float16, path=pathlib.Path('/a/b/c'), wp=pathlib.PureWindowsPath('C:\\x\\y'), e=set(), nb=np.bool_(True), ns=np.str_('häll'), nar=np.array(['a', 'bcd']), nbs=np.bytes_(b'q'), be=np.array([1, 2], dtype='>i4'), n0=np.array(3.), tk={(0, 1): 'a', None: 2, 3: 4, 2.5: 1, True: 0}), current_epoch=np.int64(3), fold=np.int64(2), inference_allowed_mirroring_axes=np.array([0, 1]) if p % 2 else [np.int64(0), np.int64(1)]), save_kw=dict(pickle_protocol=p))
log = {'mean_fg_dice': [np.float64(.1), np.float32(.2)], 'ema_fg_dice': [np.float64(.5)] * 3, 'dice_per_class_or_region': [[np.float64(.1), np.float64(np.nan)]], 'train_losses': [np.float64(-.5)], 'val_losses': [np.float32(-1)], 'lrs': [0.01, 0.0099], 'epoch_start_timestamps': [1.7e9], 'arr': np.random.rand(5)}
net = torch.nn.Sequential(torch.nn.Conv3d(1, 2, 3), torch.nn.InstanceNorm3d(2, affine=True), torch.nn.BatchNorm3d(2))
for n, o in dict(sgd=torch.optim.SGD(net.parameters(), .01, momentum=.99, nesterov=True, weight_decay=3e-5), adamw=torch.optim.AdamW(net.parameters(), amsgrad=True), adam=torch.optim.Adam(net.parameters(), foreach=True)).items():
    net(r(1, 1, 8, 8, 8)).sum().backward(); o.step()
    gs = torch.amp.GradScaler('cpu', enabled=True); 
    save('optimizer-' + n, base(collections.OrderedDict(net.state_dict()), optimizer_state=o.state_dict(), grad_scaler_state=gs.state_dict() or {'scale': 65536.0, 'growth_factor': 2.0, 'backoff_factor': .5, 'growth_interval': 2000, '_growth_tracker': 7}, logging=log, _best_ema=np.float64(.9)))
save('state-dict', base(net.state_dict()))
save('none-mirroring', base(w, inference_allowed_mirroring_axes=None, trainer_name='nnUNetTrainerNoMirroring'))
save('empty-mirroring', base(w, inference_allowed_mirroring_axes=(), trainer_name='nnUNetTrainer_250epochs'))
save('custom-trainer', base(w, trainer_name='MyLab_Trainer2'))
save('fold-all', base(w, init_args=dict(plans=PLANS, configuration='2d', fold='all', dataset_json=DJ, device=torch.device('cuda', 1), unpack_dataset=True, path=pathlib.PosixPath('/x'), size=torch.Size((3, 4)), dtype=torch.bfloat16, none=None)))
save('unnamed-kind', base(w), save_kw=dict(_use_new_zipfile_serialization=False))
os.rename(f'{out}/unnamed-kind.pth', f'{out}/old-format.pth'); os.remove(f'{out}/unnamed-kind.json')

import zipfile  # NumPy 1 called its package numpy.core; the rest of such a pickle is the same
with zipfile.ZipFile(f'{out}/protocol-2.pth') as a, zipfile.ZipFile(f'{out}/numpy1.pth', 'w') as b:
    for n in a.namelist():
        b.writestr(n, a.read(n).replace(b'numpy._core', b'numpy.core'))
shutil.copy(f'{out}/protocol-2.json', f'{out}/numpy1.json')
