"""Makes shared-data.json.gz: what SimpleITK 2.5.7 (nibabel 5 where it cannot read) says of every file under shared/data. Arguments: the
shared folder, output. A 2D image is one slice 1 mm thick; times and vectors count as components. Left out where they are 1, 0 and the
identity: components, origin, direction."""
import gzip, json, os, sys, warnings
import numpy as np, SimpleITK as sitk, nibabel as nib
warnings.filterwarnings("ignore"); sitk.ProcessObject_SetGlobalWarningDisplay(False)
shared, out = sys.argv[1:3]
# GDCM mixes the bytes of RLE colours of 16 and 32 bits and of big-endian numbers of 32 bits; each of these files has a twin with the same
# picture: (the twin, factor of its values).
TWINS = {"rtdose_expb.dcm": ("rtdose.dcm", 1), "SC_rgb_rle_16bit.dcm": ("SC_rgb_rle.dcm", 257), "SC_rgb_rle_16bit_2frame.dcm": ("SC_rgb_rle_2frame.dcm", 257),
         "SC_rgb_rle_32bit.dcm": ("SC_rgb_rle.dcm", 16843009), "SC_rgb_rle_32bit_2frame.dcm": ("SC_rgb_rle_2frame.dcm", 16843009)}
def row(shape, spacing, origin, direction, components, v):
    v = v.astype(np.float64).ravel(); r = {"shape": list(map(int, shape)), "spacing": spacing, "values": [v.min(), v.max(), v.mean(), v.std()]}
    if components != 1: r["components"] = components
    if any(origin): r["origin"] = origin
    if list(direction) != [1, 0, 0, 0, 1, 0, 0, 0, 1]: r["direction"] = direction
    return r
def by_sitk(f):
    im = sitk.ReadImage(f); n = im.GetDimension(); a = sitk.GetArrayFromImage(im); components = im.GetNumberOfComponentsPerPixel()
    if os.path.basename(f) in TWINS:
        twin, factor = TWINS[os.path.basename(f)]; a = sitk.GetArrayFromImage(sitk.ReadImage(os.path.join(os.path.dirname(f), twin))).astype(np.float64) * factor
    if np.iscomplexobj(a): a = np.stack([a.real, a.imag]); components *= 2
    d = np.eye(3); k = min(n, 3); d[:k, :k] = np.array(im.GetDirection()).reshape(n, n)[:k, :k]
    three = lambda values, more: (list(values) + [more])[:3]
    return row(three(im.GetSize(), 1)[::-1], three(im.GetSpacing(), 1.0)[::-1], three(im.GetOrigin(), 0.0), d.ravel().tolist(), components * int(np.prod(im.GetSize()[3:])), a)
def by_nibabel(f):
    im = nib.load(f); a = np.asanyarray(im.dataobj); flip = np.diag([-1, -1, 1]); z = np.sqrt((im.affine[:3, :3] ** 2).sum(0))
    if np.iscomplexobj(a): a = np.stack([a.real, a.imag], -1)
    s = list(a.shape) + [1, 1]
    return row(s[:3][::-1], z[::-1].tolist(), (flip @ im.affine[:3, 3]).tolist(), (flip @ (im.affine[:3, :3] / z)).ravel().tolist(), int(np.prod(s[3:])), a)
def short(o):
    if isinstance(o, dict): return {k: short(x) for k, x in o.items()}
    if isinstance(o, (list, tuple)): return [short(x) for x in o]
    if isinstance(o, float): o = float(f"{o:.9g}"); return int(o) if o == int(o) and abs(o) < 1e15 else o
    return o
rows = []
for folder, _, names in sorted(os.walk(os.path.join(shared, "data"))):
    for name in sorted(names):
        f = os.path.join(folder, name); found = None
        for reader in (by_sitk, by_nibabel):
            try: found = reader(f); break
            except Exception: pass
        rows.append({"file": os.path.relpath(f, shared), **short(found or {"unread": True})})
open(out, "wb").write(gzip.compress(("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n").encode(), mtime=0)); print(len(rows), sum("unread" in r for r in rows), os.path.getsize(out))
