"""Makes readers.json: what nnU-Net 2.8.1's readers give for the shared images. Arguments: the shared folder, output, [all]."""
import contextlib, glob, io as sio, json, os, sys
import numpy as np, SimpleITK as sitk
sitk.ProcessObject_SetGlobalWarningDisplay(False)
from nnunetv2.imageio.simpleitk_reader_writer import SimpleITKIOWithReorient
from nnunetv2.imageio.reader_writer_registry import LIST_OF_IO_CLASSES, determine_reader_writer_from_file_ending
shared, out = sys.argv[1:3]
files = []
for d in ("orientations", "odd-nifti", "spinal-cord", "totalsegmentator", "Dataset012_EM/imagesTr"):
    files += sorted(glob.glob(f"{shared}/data/{d}/*.nii.gz"))[:: 3 if d == "orientations" else 1] + ( glob.glob(f"{shared}/data/{d}/*.hdr") + glob.glob(f"{shared}/data/{d}/em_0[01]*.png"))
files += [f"{shared}/goldens/preprocessing/em-colour/files/rgb_0000.png"] + sorted(glob.glob(f"{shared}/goldens/preprocessing/spinal-cord-turned/files/*"))
files = [f for f in files if not any(k in f for k in ("lesion", "seg_dicom", "example_seg_fast"))]
rows = []
for f in files:
    ending = ".nii.gz" if f.endswith(".nii.gz") else os.path.splitext(f)[1]
    row = {"file": os.path.relpath(f, shared)}
    with contextlib.redirect_stdout(sio.StringIO()), contextlib.redirect_stderr(sio.StringIO()):
        try: row["detected"] = determine_reader_writer_from_file_ending(ending, f).__name__
        except Exception: row["detected"] = None
        for c in LIST_OF_IO_CLASSES + [SimpleITKIOWithReorient]:
            if ending not in c.supported_file_endings: continue
            try:
                a, p = c().read_images((f,))
                if a.ndim != 4 or len(p["spacing"]) != 3 or not np.isfinite(a).all() or "complex" in f or "ct_perfusion" in f: raise ValueError("unusable")
                v = a.astype(np.float64).ravel()
                row[c.__name__] = {"shape": a.shape, "spacing": [float(s) for s in p["spacing"]], "mean": float(v.mean()),
                                   "weighted": float(np.sum(v * (np.arange(v.size) % 7 + 1)))}
            except Exception as e:
                row[c.__name__] = None
    rows.append(row)
open(out, "w").write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
