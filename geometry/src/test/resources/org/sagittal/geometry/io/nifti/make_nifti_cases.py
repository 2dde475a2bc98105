"""Makes nifti-cases.json: tiny NIfTI files with what SimpleITK 2.5.7 and nibabel 5.4.2 read from them.

Run with Python 3.11, NumPy, SimpleITK and nibabel. Nothing of the product runs this; the tests read the JSON only.
"""
import base64, gzip, json, os, struct, sys, tempfile, warnings
import numpy as np, nibabel as nib, SimpleITK as sitk

warnings.filterwarnings("ignore")
sitk.ProcessObject_SetGlobalWarningDisplay(False)
nib.imageglobals.logger.disabled = True
rng = np.random.default_rng(7)
CODES = {"u1": 2, "i2": 4, "i4": 8, "f4": 16, "c8": 32, "f8": 64, "rgb": 128, "i1": 256, "u2": 512, "u4": 768,
         "i8": 1024, "u8": 1280, "c16": 1792, "rgba": 2304, "bit": 1}
BITS = {"u1": 8, "i2": 16, "i4": 32, "f4": 32, "c8": 64, "f8": 64, "rgb": 24, "i1": 8, "u2": 16, "u4": 32,
        "i8": 64, "u8": 64, "c16": 128, "rgba": 32, "bit": 1}


def quat(seed):
    q = np.random.default_rng(seed).normal(size=4)
    q /= np.linalg.norm(q)
    return [float(v) for v in (q if q[0] >= 0 else -q)[1:]]


def rot(b, c, d):
    a = np.sqrt(max(0, 1 - b * b - c * c - d * d))
    return np.array([[a*a+b*b-c*c-d*d, 2*(b*c-a*d), 2*(b*d+a*c)], [2*(b*c+a*d), a*a+c*c-b*b-d*d, 2*(c*d-a*b)],
                     [2*(b*d-a*c), 2*(c*d+a*b), a*a+d*d-c*c-b*b]])


def srows(R, pix, off):
    M = np.zeros((3, 4)); M[:, :3] = R * np.array(pix); M[:, 3] = off
    return M


def build(dt="i2", dim=(3, 4, 3, 2), pixdim=(1, 1.5, 2.5, 3.25), q=0, s=0, quatern=(0, 0, 0), qoff=(0, 0, 0), srow=None,
          slope=0, inter=0, units=2, toffset=0, intent=0, magic=b"n+1\0", endian="<", vox=352, ext=b"", version=1, data=None):
    d = list(dim) + [1] * (8 - len(dim)); p = list(pixdim) + [1] * (8 - len(pixdim))
    sr = np.zeros((3, 4)) if srow is None else np.asarray(srow, float)
    n = int(np.prod([max(1, v) for v in d[1:d[0] + 1]]))
    if data is None:
        if dt == "rgb": data = rng.integers(0, 256, 3 * n).astype("u1")
        elif dt == "rgba": data = rng.integers(0, 256, 4 * n).astype("u1")
        elif dt == "bit": data = np.zeros(n // 8 + 1, "u1")
        elif dt in ("c8", "c16"): data = (rng.normal(size=n) + 1j * rng.normal(size=n)).astype(endian + dt)
        elif dt in ("f4", "f8"): data = (rng.normal(size=n) * 100).astype(endian + dt)
        else:
            i = np.iinfo(dt); data = rng.integers(max(i.min, -2**40), min(i.max, 2**40), n, endpoint=True).astype(endian + dt)
    if version == 1:
        h = struct.pack(endian + "i10s18sihcB8h3f4h8f3fh2B4f2i80s24s2h6f12f16s4s", 348, b"", b"", 0, 0, b"r", 0, *d, 0, 0, 0, intent,
                        CODES[dt], BITS[dt], 0, *p, vox if magic == b"n+1\0" else 0, slope, inter, 0, 0, units, 0, 0, 0, toffset, 0, 0,
                        b"", b"", q, s, *quatern, *qoff, *sr.ravel(), b"", magic)
        assert len(h) == 348
    else:
        h = struct.pack(endian + "i8s2h8q3d8dq2d2d2d2q80s24s2i6d12d2i i16sB15s".replace(" ", ""), 540, b"n+2\0\r\n\x1a\n", CODES[dt], BITS[dt],
                        *d, 0, 0, 0, *p, 544, slope, inter, 0, 0, 0, toffset, 0, 0, b"", b"", q, s, *quatern, *qoff, *sr.ravel(),
                        0, units, intent, b"", 0, b"")
        assert len(h) == 540, len(h)
    if magic != b"n+1\0" and version == 1:
        return h, data.tobytes()
    pad = b"\1\0\0\0" + ext if ext else b"\0\0\0\0"
    h = h + pad
    off = 544 if version == 2 else vox
    return h + b"\0" * max(0, off - len(h)) + data.tobytes(), None


def bits(values):
    """float32 values as the hash of their little-endian bytes would hide where they differ: sums do not."""
    v = np.asarray(values, np.float32).astype(np.float64).ravel()
    return {"first": [float(x) for x in v[:3]], "weighted": float(np.sum(v * (np.arange(v.size) % 7 + 1)))}


def finite(values):
    return [float(v) if np.isfinite(v) else str(float(v)) for v in values]


def describe(name, head, body):
    out = {"name": name}
    with tempfile.TemporaryDirectory() as t:
        if body is None:
            f = os.path.join(t, "a.nii"); open(f, "wb").write(head)
            out["nii"] = base64.b64encode(gzip.compress(head, 9, mtime=0)).decode()
        else:
            f = os.path.join(t, "a.hdr"); open(f, "wb").write(head); open(os.path.join(t, "a.img"), "wb").write(body)
            out["hdr"] = base64.b64encode(gzip.compress(head, 9, mtime=0)).decode()
            out["img"] = base64.b64encode(gzip.compress(body, 9, mtime=0)).decode()
        try:
            r = sitk.ImageFileReader(); r.SetFileName(f); r.SetImageIO("NiftiImageIO"); im = r.Execute()
            a = sitk.GetArrayFromImage(im)
            if im.GetNumberOfComponentsPerPixel() > 1 and not np.iscomplexobj(a): a = np.moveaxis(a, -1, 0)
            if np.iscomplexobj(a): a = np.stack([a.real, a.imag])
            out["itk"] = {"size": im.GetSize(), "spacing": im.GetSpacing(), "origin": im.GetOrigin(), "direction": im.GetDirection(),
                          "type": im.GetPixelIDTypeAsString(), "components": im.GetNumberOfComponentsPerPixel(), "values": bits(a)}
        except Exception as e:
            out["itk_error"] = True
        try:
            n = nib.load(f); a = n.get_fdata() if n.get_data_dtype().kind not in "cV" else None
            out["nib"] = {"shape": n.shape, "zooms": finite(n.header.get_zooms()), "affine": finite(np.asarray(n.affine).ravel())}
            if a is not None and np.isfinite(a).all(): out["nib"]["values"] = bits(a.T)
        except Exception as e:
            out["nib_error"] = True
    return out


cases = []
def case(name, **kw): cases.append(describe(name, *build(**kw)))


R1, R2 = rot(*quat(1)), rot(*quat(2))
PIX = (1.5, 2.5, 3.25)
shear = np.array([[1, .2, 0], [0, 1, .1], [0, 0, 1]])
for dt in CODES:
    case("type " + dt, dt=dt, q=1)
for dt in ("i2", "f4", "f8", "u4", "c8", "i8"):
    case("big-endian " + dt, dt=dt, endian=">", s=1, srow=srows(R1, PIX, (1, 2, 3)))
for dt in ("u1", "i2", "i4", "f4", "f8"):
    for slope, inter in ((2, 1), (0, 5), (1, -1000), (1, 0), (float("nan"), 3), (float("inf"), 0), (0.1, float("nan")), (-.5, 0)):
        case(f"scaling {dt} {slope} {inter}", dt=dt, slope=slope, inter=inter, s=1, srow=srows(np.eye(3), PIX, (0, 0, 0)))
case("scaling without forms", slope=2, inter=1)
case("scaling of a colour", dt="rgb", slope=2, inter=1, q=1)
case("scaling of int64", dt="i8", slope=2, inter=1, q=1)
case("no forms", q=0, s=0, qoff=(1, 2, 3))
for qfac in (1, -1, 0, 5):
    for seed in (1, 2, 3):
        case(f"qform {qfac} {seed}", q=1, quatern=quat(seed), qoff=(-10.5, 20.25, 3), pixdim=(qfac,) + PIX)
case("qform half turn", q=1, quatern=(1, 0, 0), qoff=(1, 2, 3))
case("qform too long", q=1, quatern=(.8, .8, .1), qoff=(1, 2, 3))
for seed in (1, 2, 3, 4):
    case(f"sform {seed}", s=2, srow=srows(rot(*quat(seed)), PIX, (-5, 6.5, 7)))
    case(f"sform mirrored {seed}", s=2, srow=srows(rot(*quat(seed)) @ np.diag([1, -1, 1]), PIX, (-5, 6.5, 7)))
case("sform other scale", s=2, srow=srows(R1, (2, 2, 2), (0, 1, 2)))
case("sform singular", s=2, srow=np.zeros((3, 4)))
case("sform sheared", s=2, srow=srows(R1 @ shear, PIX, (0, 1, 2)))
case("sform slightly sheared", s=2, srow=srows(R1 @ (np.eye(3) + 1e-4 * (shear - np.eye(3))), PIX, (0, 1, 2)))
case("sform sheared with qform", s=2, q=1, quatern=quat(2), qoff=(9, 8, 7), srow=srows(R1 @ shear, PIX, (0, 1, 2)))
case("sform sheared scanner with qform", s=1, q=1, quatern=quat(2), qoff=(9, 8, 7), srow=srows(R1 @ shear, PIX, (0, 1, 2)))
for q, s in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 4), (4, 1), (0, 1), (1, 0)):
    case(f"both same {q} {s}", q=q, s=s, quatern=quat(1), qoff=(1.1, 2.2, 3.3), srow=srows(R1, PIX, (1.1, 2.2, 3.3)))
    case(f"both other {q} {s}", q=q, s=s, quatern=quat(1), qoff=(1.1, 2.2, 3.3), srow=srows(R2, PIX, (4, 5, 6)))
    case(f"both other offset {q} {s}", q=q, s=s, quatern=quat(1), qoff=(1.1, 2.2, 3.3), srow=srows(R1, PIX, (1.1, 2.2, 3.9)))
    case(f"both nearly {q} {s}", q=q, s=s, quatern=quat(1), qoff=(1.1, 2.2, 3.3), srow=srows(R1 + 2e-5, PIX, (1.1, 2.2, 3.30005)))
case("both same swapped axes", q=2, s=2, quatern=(0, 0, .70710678), qoff=(1, 2, 3),
     srow=srows(rot(0, 0, .70710678), PIX, (1, 2, 3.00001)))
case("both with isotropic spacing", q=2, s=2, quatern=quat(1), qoff=(1, 2, 3), pixdim=(1, 1, 1, 1),
     srow=srows(R1, (1, 1, 1), (1, 2, 3.00001)))
for name, p in (("negative", (1, -1.5, 2.5, 3.25)), ("negative z", (1, 1.5, 2.5, -3.25)), ("zero", (1, 1.5, 0, 3.25)),
                ("nan", (1, float("nan"), 2.5, 3.25)), ("inf", (1, 1.5, 2.5, float("inf")))):
    case(f"spacing {name}", pixdim=p)
    case(f"spacing {name} with qform", pixdim=p, q=1, quatern=quat(1))
    case(f"spacing {name} with sform", pixdim=p, s=1, srow=srows(R1, PIX, (1, 2, 3)))
case("sform with nan", s=1, srow=srows(R1, PIX, (float("nan"), 2, 3)))
case("qform with nan", q=1, quatern=(float("nan"), 0, 0))
case("1D", dim=(1, 5), q=1, quatern=quat(1))
case("2D", dim=(2, 4, 3), q=1, quatern=(0, 0, .5), qoff=(1, 2, 3))
case("2D without forms", dim=(2, 4, 3))
case("2D tilted", dim=(2, 4, 3), s=1, srow=srows(R1, PIX, (1, 2, 3)))
case("3D flat", dim=(3, 4, 3, 1), q=1, quatern=quat(1))
case("3D one row", dim=(3, 4, 1, 1), q=1)
case("4D one time", dim=(4, 4, 3, 2, 1), q=1)
case("4D", dim=(4, 4, 3, 2, 3), pixdim=(1, 1.5, 2.5, 3.25, 2), q=1, quatern=quat(2), qoff=(1, 2, 3), units=2 + 16, toffset=7)
case("4D flat", dim=(4, 4, 3, 1, 3), q=1)
case("4D scaled", dim=(4, 4, 3, 2, 2), q=1, slope=.5, inter=3)
case("5D vector", dt="f4", dim=(5, 4, 3, 2, 1, 3), q=1, intent=1007)
case("5D displacement", dt="f4", dim=(5, 4, 3, 2, 1, 3), q=1, intent=1006)
case("5D vector of 4D", dt="f4", dim=(5, 4, 3, 2, 2, 3), q=1, intent=1007)
case("5D without intent", dt="f4", dim=(5, 4, 3, 2, 1, 3), q=1)
case("5D 2D vector", dt="f4", dim=(5, 4, 3, 1, 1, 2), q=1, intent=1007)
case("7D of ones", dim=(7, 4, 3, 2, 1, 1, 1, 1), q=1)
case("tensor", dt="f4", dim=(5, 4, 3, 2, 1, 6), q=1, intent=1005)
for u in (0, 1, 3):
    case(f"units {u} qform", units=u, q=1, quatern=quat(1), qoff=(1, 2, 3))
    case(f"units {u} sform", units=u, s=1, srow=srows(R1, PIX, (1, 2, 3)))
    case(f"units {u} no forms", units=u)
case("extension", q=1, vox=384, ext=struct.pack("<2i24s", 32, 6, b"a comment"))
case("offset beyond", q=1, vox=512)
case("offset zero", q=1, vox=0)
case("pair", magic=b"ni1\0", q=1, quatern=quat(3), qoff=(1, 2, 3))
case("pair big-endian", magic=b"ni1\0", s=1, srow=srows(R1, PIX, (1, 2, 3)), endian=">")
case("analyze", magic=b"\0\0\0\0")
case("analyze scaled", magic=b"\0\0\0\0", slope=2)
case("negative extent", dim=(3, 4, -3, 2), q=1)
case("zero extent", dim=(3, 4, 0, 2), q=1)
for dt in ("i2", "f8", "u8"):
    for e in "<>":
        case(f"NIfTI-2 {dt} {e}", dt=dt, version=2, endian=e, q=1, quatern=quat(1), qoff=(1, 2, 3), slope=2, inter=1)
case("NIfTI-2 sform", version=2, s=1, srow=srows(R1, PIX, (1, 2, 3)))
case("NIfTI-2 both", version=2, q=1, s=1, quatern=quat(1), qoff=(1, 2, 3), srow=srows(R1, PIX, (1, 2, 3)))


def rounded(o):
    if isinstance(o, float): return float(repr(o)) if o != int(o) or abs(o) > 1e15 else int(o)
    if isinstance(o, (list, tuple)): return [rounded(v) for v in o]
    if isinstance(o, dict): return {k: rounded(v) for k, v in o.items()}
    return o.item() if isinstance(o, np.generic) else o


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "nifti-cases.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(rounded(c), separators=(",", ":")) for c in cases) + "\n]\n")
