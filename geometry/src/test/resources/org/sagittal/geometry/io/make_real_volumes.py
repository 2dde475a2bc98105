"""Makes real-volumes.json: what SimpleITK 2.5.7 reads from the shared images. Arguments: the shared folder, output, [files...]."""
import glob, json, os, sys
import numpy as np, SimpleITK as sitk
sitk.ProcessObject_SetGlobalWarningDisplay(False)
shared, out = sys.argv[1:3]
out_all = len(sys.argv) > 3
files = sorted(f for d in ("orientations", "odd-nifti", "spinal-cord", "brats2015", "totalsegmentator", "templates", "Dataset004_Hippocampus",
                           "spine-pairs", "brats-raters")
               for e in ("nii", "nii.gz", "hdr", "nrrd", "mha") for f in glob.glob(f"{shared}/data/{d}/**/*.{e}", recursive=True))
if not out_all:
    files = [f for f in files if "brats2015" not in f or "pat0003" in f]
    files = [f for f in files if "Hippocampus" not in f or f.rsplit("_", 1)[0].endswith(("003", "264")) or "hippocampus_0" in f and "_003" in f]
rows = []
for f in files:
    im = sitk.ReadImage(f)
    a = sitk.GetArrayFromImage(im)
    if np.iscomplexobj(a): a = np.stack([a.real, a.imag])
    elif im.GetNumberOfComponentsPerPixel() > 1: a = np.moveaxis(a, -1, 0)
    v = a.astype(np.float64).ravel()
    rows.append({"file": os.path.relpath(f, shared), "size": im.GetSize(), "spacing": im.GetSpacing(), "origin": im.GetOrigin(),
                 "direction": im.GetDirection(), "min": v.min(), "max": v.max(), "mean": v.mean(), "std": v.std(),
                 "weighted": float(np.sum(v * (np.arange(v.size) % 7 + 1)))})
def short(o):
    if isinstance(o, float): return int(o) if o == int(o) and abs(o) < 1e15 else o
    if isinstance(o, (list, tuple)): return [short(x) for x in o]
    if isinstance(o, np.floating): return short(float(o))
    return {k: short(x) for k, x in o.items()} if isinstance(o, dict) else o
open(out, "w").write("[\n" + ",\n".join(json.dumps(short(r), separators=(",", ":")) for r in rows) + "\n]\n")
