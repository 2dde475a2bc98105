"""Makes volume-cases.json.gz: tiny NRRD, MetaImage, GIPL, MGH, Analyze and NIfTI files with what SimpleITK 2.5.7 (nibabel 5.4.2 for MGH, NIfTI-2) reads.
A case that SimpleITK does not read in its packing (bzip2, text in MetaImage) has what it reads from the same numbers stored raw.

Run with Python 3.11, NumPy, SimpleITK and nibabel; argument: the output. Nothing of the product runs this; the tests read the JSON only.
"""
import bz2, gzip, json, os, struct, sys, tempfile, warnings, zlib
import numpy as np, nibabel as nib, SimpleITK as sitk

warnings.filterwarnings("ignore")
sitk.ProcessObject_SetGlobalWarningDisplay(False)
OUT = os.path.abspath(sys.argv[1])
rng = np.random.default_rng(11)
CASES = []
NAMES = {"i1": "int8", "u1": "uint8", "i2": "int16", "u2": "uint16", "i4": "int32", "u4": "uint32", "i8": "int64", "u8": "uint64",
         "f4": "float", "f8": "double"}
OBL = [[0.36, 0.48, -0.8], [-0.8, 0.6, 0.0], [0.48, 0.64, 0.6]]  # rows are axes


def numbers(dt, n):
    if dt[0] == "f": return (rng.normal(size=n) * 100).astype(dt)
    i = np.iinfo(dt)
    return rng.integers(max(i.min, -2**40), min(i.max, 2**40), n, endpoint=True).astype(dt)


def case(name, files, main=None, tool="itk", twin=None):
    """files: name -> bytes; main is the one to open; twin: bytes of a file that the tool reads in its stead."""
    CASES.append((name, files, main or next(iter(files)), tool, twin))


def vec(v): return "none" if v is None else "(" + ",".join(repr(float(x)) for x in v) + ")"


def nrrd(name, sizes=(3, 2, 3), dt="i2", endian="<", enc="raw", fields=(), ext="nrrd", typ=None, magic="NRRD0004", data=None, split=None,
         raw=None, tail=b"", head_extra="", crlf=False, names=None):
    n = int(np.prod(sizes))
    data = numbers(dt, n) if data is None else data
    b = data.astype(endian + dt).tobytes() if raw is None else raw
    packed = {"raw": b, "gzip": gzip.compress(b, mtime=0), "gz": gzip.compress(b, mtime=0), "bzip2": bz2.compress(b), "bz2": bz2.compress(b),
              "ascii": ("\n".join(" ".join(repr(x) if dt[0] == "f" else str(x) for x in row) for row in data.reshape(-1, sizes[0]).tolist()) + "\n").encode(),
              "text": " ".join(str(x) for x in data.tolist()).encode(), "txt": ", ".join(str(x) for x in data.tolist()).encode(), "hex": b.hex().encode()}.get(enc, b)
    lines = [magic, "# made for a test", f"type: {typ or NAMES[dt]}", f"dimension: {len(sizes)}", "sizes: " + " ".join(map(str, sizes))]
    if np.dtype(dt).itemsize > 1 and enc not in ("ascii", "text", "txt") and endian: lines.append("endian: " + ("little" if endian == "<" else "big"))
    lines += [f"encoding: {enc}", *fields]
    nl = "\r\n" if crlf else "\n"
    head = nl.join(lines) + nl + head_extra
    twin = None
    if enc in ("bzip2", "bz2", "txt"):
        plain = [l.replace(f"encoding: {enc}", "encoding: raw") for l in lines] + (["endian: little"] if np.dtype(dt).itemsize > 1 and "endian: little" not in lines else [])
        twin = ("\n".join(plain) + "\n\n").encode() + b
    if ext == "nrrd": case(name, {"a.nrrd": head.encode() + nl.encode() + packed + tail}, twin=twin)
    elif names is None: case(name, {"a.nhdr": (head + f"data file: {split or 'a.bin'}{nl}").encode(), (split or "a.bin"): packed + tail}, twin=twin)
    else:
        size = len(packed) // len(names)
        files = {"a.nhdr": (head + split).encode()}
        for i, f in enumerate(names): files[f] = packed[i * size:(i + 1) * size]
        case(name, files)


SP3 = ["space: left-posterior-superior", "space directions: (1.5,0,0) (0,2.5,0) (0,0,3.25)", "space origin: (1,-2,3.5)"]
dirs = [[s * c for c in row] for s, row in zip((1.5, 2.5, 3.25), OBL)]
OBLIQUE = ["space directions: " + " ".join(vec(d) for d in dirs), "space origin: (10.5,-20.25,30.125)"]
for dt in NAMES: nrrd("nrrd " + dt, dt=dt, fields=SP3)
for dt in ("u2", "f4", "f8", "i8"): nrrd("nrrd big endian " + dt, dt=dt, endian=">", fields=SP3)
for enc in ("gzip", "gz", "bzip2", "bz2", "ascii", "text", "txt", "hex"): nrrd("nrrd " + enc, enc=enc, fields=SP3)
for dt in ("u1", "f4", "f8", "i1", "u8"): nrrd("nrrd ascii " + dt, dt=dt, enc="ascii", fields=SP3)
for t in ("signed char", "unsigned char", "uchar", "uint8_t", "short", "short int", "signed short int", "ushort", "unsigned short int", "int",
          "signed int", "uint", "unsigned int", "longlong", "long long int", "signed long long", "ulonglong", "unsigned long long int", "int64_t", "float", "double"):
    base = {"char": "i1", "uchar": "u1", "uint8_t": "u1", "short": "i2", "ushort": "u2", "int": "i4", "uint": "u4", "int64_t": "i8", "longlong": "i8",
            "ulonglong": "u8", "float": "f4", "double": "f8"}
    key = t.replace("signed ", "").replace("un", "u") if t.startswith("signed") else t
    dt = ("u" if t.startswith("u") else "i") + ("1" if "char" in t or "8" in t else "2" if "short" in t else "8" if "long" in t or "64" in t else "4")
    dt = {"float": "f4", "double": "f8"}.get(t, dt)
    nrrd("nrrd type " + t, dt=dt, typ=t, fields=SP3)
nrrd("nrrd block", typ="block", dt="u1", fields=["block size: 1"] + SP3)
for s in ("left-posterior-superior", "LPS", "right-anterior-superior", "RAS", "left-anterior-superior", "LAS", "scanner-xyz", "3D-right-handed", "3D-left-handed",
          "right-posterior-superior", "Right-Anterior-Superior", "nonsense", "patient"):
    nrrd("nrrd space " + s, fields=["space: " + s] + OBLIQUE)
nrrd("nrrd space dimension 3", fields=["space dimension: 3"] + OBLIQUE)
nrrd("nrrd no geometry")
nrrd("nrrd spacings", fields=["spacings: 1.5 2.5 3.25"])
nrrd("nrrd spacings nan", fields=["spacings: 1.5 nan 3.25"])
nrrd("nrrd spacings negative", fields=["spacings: 1.5 -2.5 3.25"])
nrrd("nrrd spacings zero", fields=["spacings: 1.5 0 3.25"])
nrrd("nrrd axis mins", fields=["spacings: 1.5 2.5 3.25", "axis mins: -3 4 5", "centers: cell cell cell"])
nrrd("nrrd axis mins node", fields=["spacings: 1.5 2.5 3.25", "axis mins: -3 4 5", "centers: node node node"])
nrrd("nrrd axis mins maxs", fields=["axis mins: -3 4 5", "axis maxs: 3 14 15", "centerings: cell cell cell"])
nrrd("nrrd axis mins no centers", fields=["spacings: 1.5 2.5 3.25", "axis mins: -3 4 5"])
nrrd("nrrd space without directions", fields=["space: LPS"])
nrrd("nrrd space with spacings", fields=["space: LPS", "spacings: 1.5 2.5 3.25"])
nrrd("nrrd space without origin", fields=["space: RAS", OBLIQUE[0]])
nrrd("nrrd origin nan", fields=["space: RAS", OBLIQUE[0], "space origin: (nan,1,2)"])
nrrd("nrrd directions with spaces", fields=["space: RAS", "space directions: ( 1.5 , 0 , 0 ) (0, 2.5, 0)  (0 ,0 ,3.25)", "space origin: ( 1, 2 ,3)"])
nrrd("nrrd zero direction", fields=["space: LPS", "space directions: (1.5,0,0) (0,0,0) (0,0,3.25)", "space origin: (1,-2,3.5)"])
nrrd("nrrd nan direction", fields=["space: LPS", "space directions: (1.5,0,0) (nan,nan,nan) (0,0,3.25)", "space origin: (1,-2,3.5)"])
nrrd("nrrd sheared", fields=["space: LPS", "space directions: (1.5,0,0) (1,2.5,0) (0,0,3.25)", "space origin: (1,-2,3.5)"])
nrrd("nrrd none in the middle of domain", fields=["space: LPS", "space directions: (1.5,0,0) none (0,0,3.25)", "space origin: (1,-2,3.5)"])
nrrd("nrrd flips", fields=["space: RAS", "space directions: (-1.5,0,0) (0,0,-2.5) (0,3.25,0)", "space origin: (1,-2,3.5)"])
nrrd("nrrd measurement frame", fields=SP3 + ["measurement frame: (1,0,0) (0,1,0) (0,0,1)", "space units: \"mm\" \"mm\" \"mm\""])
nrrd("nrrd key values", fields=SP3 + ["modality:=CT", "Segment0_Name:=liver: left", "content: \"words\""])
nrrd("nrrd every field", fields=["content: things", "kinds: domain domain domain", "labels: \"x\" \"y\" \"z\"", "units: \"mm\" \"mm\" \"mm\"",
     "thicknesses: nan nan 3", "min: 0", "max: 10", "old min: 0", "old max: 4", "sample units: HU", "number: 36"] + SP3[:1] + SP3[2:] + SP3[1:2])
nrrd("nrrd capitals", fields=["Space: LPS", "SPACE DIRECTIONS: (1.5,0,0) (0,2.5,0) (0,0,3.25)", "Space Origin: (1,-2,3.5)"])
nrrd("nrrd crlf", fields=SP3, crlf=True)
nrrd("nrrd crlf gzip", fields=SP3, crlf=True, enc="gzip")
for m in ("NRRD0001", "NRRD0002", "NRRD0003", "NRRD0005", "NRRD0006", "NRRD00.01"): nrrd("nrrd magic " + m, magic=m, fields=[] if m < "NRRD0004" else SP3)
nrrd("nrrd two dimensions", sizes=(5, 4), fields=["space dimension: 2", "space directions: (1.5,0) (0,2.5)", "space origin: (1,-2)"])
nrrd("nrrd two dimensions turned", sizes=(5, 4), fields=["space dimension: 2", "space directions: (0,1.5) (2.5,0)", "space origin: (1,-2)"])
nrrd("nrrd two dimensions in space", sizes=(5, 4), fields=["space: LPS", "space directions: (1.5,0,0) (0,2.5,0)", "space origin: (1,-2,3)"])
nrrd("nrrd two dimensions spacings", sizes=(5, 4), fields=["spacings: 1.5 2.5"])
nrrd("nrrd one dimension", sizes=(5,), fields=["spacings: 1.5"])
nrrd("nrrd one voxel", sizes=(1, 1, 1), fields=SP3)
nrrd("nrrd four dimensions", sizes=(3, 2, 3, 2), fields=["space dimension: 4", "space directions: (1.5,0,0,0) (0,2.5,0,0) (0,0,3.25,0) (0,0,0,2)", "space origin: (1,-2,3.5,0)"])
nrrd("nrrd four dimensions time", sizes=(3, 2, 3, 2), fields=["kinds: domain domain domain time", "spacings: 1.5 2.5 3.25 2"])
nrrd("nrrd four dimensions none", sizes=(3, 2, 3, 2), fields=["space: LPS", "space directions: (1.5,0,0) (0,2.5,0) (0,0,3.25) none", "space origin: (1,-2,3.5)"])
nrrd("nrrd four dimensions no kinds first none", sizes=(2, 3, 4, 3), fields=["space: RAS", "space directions: none (1.5,0,0) (0,2.5,0) (0,0,3.25)", "space origin: (1,-2,3.5)"])
nrrd("nrrd five dimensions", sizes=(3, 2, 3, 2, 2))
nrrd("nrrd space time", sizes=(3, 2, 3, 2), fields=["space: left-posterior-superior-time", "space directions: (1.5,0,0,0) (0,2.5,0,0) (0,0,3.25,0) (0,0,0,2)", "space origin: (1,-2,3.5,7)"])
nrrd("nrrd space RAST", sizes=(3, 2, 3, 2), fields=["space: RAST", "space directions: (1.5,0,0,0) (0,2.5,0,0) (0,0,3.25,0) (0,0,0,2)", "space origin: (1,-2,3.5,7)"])
NONE_FIRST = ["space: RAS", "space directions: none " + OBLIQUE[0][18:], OBLIQUE[1]]
NONE_LAST = ["space: RAS", OBLIQUE[0] + " none", OBLIQUE[1]]
for kind, n in (("vector", 3), ("vector", 2), ("list", 2), ("list", 3), ("RGB-color", 3), ("RGBA-color", 4), ("3-vector", 3), ("3-color", 3), ("4-color", 4), ("4-vector", 4), ("2-vector", 2),
                ("complex", 2), ("covariant-vector", 3), ("point", 3), ("normal", 3), ("3-gradient", 3), ("3-normal", 3), ("HSV-color", 3), ("XYZ-color", 3), ("scalar", 1), ("stub", 1),
                ("3D-symmetric-matrix", 6), ("3D-masked-symmetric-matrix", 7), ("3D-matrix", 9), ("2D-symmetric-matrix", 3), ("quaternion", 4), ("???", 2), ("domain", 2), ("space", 2), ("time", 2), ("none", 2)):
    nrrd(f"nrrd {kind} {n} first", sizes=(n, 3, 2, 2), dt="u1" if "RGB" in kind else "f4", fields=[f"kinds: {kind} domain domain domain"] + NONE_FIRST)
    nrrd(f"nrrd {kind} {n} last", sizes=(3, 2, 2, n), dt="u1" if "RGB" in kind else "f4", fields=[f"kinds: domain domain domain {kind}"] + NONE_LAST)
nrrd("nrrd list second", sizes=(3, 2, 2, 2), fields=["kinds: domain list domain domain", "space: RAS", "space directions: (1.5,0,0) none (0,2.5,0) (0,0,3.25)", OBLIQUE[1]])
nrrd("nrrd list third", sizes=(3, 2, 2, 2), fields=["kinds: space space vector space", "space: RAS", "space directions: (1.5,0,0) (0,2.5,0) none (0,0,3.25)", OBLIQUE[1]])
nrrd("nrrd refused two ranges", sizes=(2, 3, 2, 3), fields=["kinds: list vector domain domain"])
nrrd("nrrd vector and time", sizes=(2, 3, 2, 2, 2), fields=["kinds: vector domain domain domain time"])
nrrd("nrrd list last after time", sizes=(3, 2, 2, 3, 2), fields=["kinds: domain domain domain time list"])
nrrd("nrrd vector first spacings", sizes=(2, 3, 2, 2), fields=["kinds: vector domain domain domain", "spacings: nan 1.5 2.5 3.25"])
nrrd("nrrd two dimensions rgb", sizes=(3, 5, 4), dt="u1", fields=["kinds: RGB-color domain domain"])
nrrd("nrrd rgb short", sizes=(3, 3, 2, 2), dt="i2", fields=["kinds: RGB-color domain domain domain"])
nrrd("nrrd complex double", sizes=(2, 3, 2, 2), dt="f8", fields=["kinds: complex domain domain domain"])
nrrd("nrrd complex short", sizes=(2, 3, 2, 2), dt="i2", fields=["kinds: complex domain domain domain"])
nrrd("nrrd detached", ext="nhdr", fields=SP3)
nrrd("nrrd detached gzip", ext="nhdr", enc="gzip", fields=SP3)
nrrd("nrrd detached bzip2", ext="nhdr", enc="bzip2", fields=SP3)
nrrd("nrrd detached ascii", ext="nhdr", enc="ascii", fields=SP3)
nrrd("nrrd detached below", ext="nhdr", fields=SP3, split="sub/a.raw")
B18 = numbers("i2", 18)
nrrd("nrrd byte skip", ext="nhdr", fields=SP3 + ["byte skip: 5"], raw=b"12345" + B18.tobytes(), data=B18)
nrrd("nrrd byteskip old name", ext="nhdr", fields=SP3 + ["byteskip: 5"], raw=b"12345" + B18.tobytes(), data=B18)
nrrd("nrrd byte skip -1", ext="nhdr", fields=SP3 + ["byte skip: -1"], raw=b"anything" + B18.tobytes(), data=B18)
nrrd("nrrd byte skip -1 attached", fields=SP3 + ["byte skip: -1"], raw=b"anything" + B18.tobytes(), data=B18)
nrrd("nrrd line skip", ext="nhdr", fields=SP3 + ["line skip: 2"], raw=b"one\ntwo\n" + B18.tobytes(), data=B18)
nrrd("nrrd line and byte skip", ext="nhdr", fields=SP3 + ["line skip: 2", "byte skip: 3"], raw=b"one\ntwo\nabc" + B18.tobytes(), data=B18)
nrrd("nrrd line skip ascii", ext="nhdr", enc="ascii", fields=SP3 + ["line skip: 1"], data=B18)
nrrd("nrrd byte skip gzip", ext="nhdr", enc="gzip", fields=SP3 + ["byte skip: 5"], raw=b"12345" + B18.tobytes(), data=B18)
nrrd("nrrd tail", fields=SP3, tail=b"more")
nrrd("nrrd list of slices", ext="nhdr", fields=SP3, split="data file: LIST\ns0.raw\ns1.raw\ns2.raw\n", names=["s0.raw", "s1.raw", "s2.raw"])
nrrd("nrrd list of slices 2", ext="nhdr", fields=SP3, split="data file: LIST 2\ns0.raw\ns1.raw\ns2.raw\n", names=["s0.raw", "s1.raw", "s2.raw"])
nrrd("nrrd list of volumes", ext="nhdr", sizes=(3, 2, 2, 2), split="data file: LIST 3\ns0.raw\ns1.raw\n", names=["s0.raw", "s1.raw"])
nrrd("nrrd list of volumes default", ext="nhdr", sizes=(3, 2, 2, 2), split="data file: LIST\ns0.raw\ns1.raw\n", names=["s0.raw", "s1.raw"])
nrrd("nrrd pattern", ext="nhdr", fields=SP3, split="data file: s%02d.raw 4 6 1\n", names=["s04.raw", "s05.raw", "s06.raw"])
nrrd("nrrd pattern step", ext="nhdr", fields=SP3, split="data file: s%d.raw 5 1 -2\n", names=["s5.raw", "s3.raw", "s1.raw"])
nrrd("nrrd datafile one word", ext="nhdr", fields=SP3, split="datafile: a.x\n", names=["a.x"])
nrrd("nrrd short", sizes=(3, 2, 9), raw=B18.tobytes(), fields=SP3)
nrrd("nrrd unknown field", fields=SP3 + ["colour: blue"])
nrrd("nrrd no endian", endian="", raw=B18.tobytes(), data=B18, fields=SP3)
nrrd("nrrd quoted label", fields=SP3 + ['labels: "x y" "\\"" ""'])
nrrd("nrrd axis size zero", sizes=(3, 0, 3))


def itk_written(name, ext, arr, vector=False, spacing=None, origin=None, direction=None, compress=False):
    im = sitk.GetImageFromArray(arr, isVector=vector)
    d = im.GetDimension()
    im.SetSpacing(spacing or (1.5, 2.5, 3.25, 2)[:d]); im.SetOrigin(origin or (10.5, -20.25, 30.125, 1)[:d])
    if direction is not None: im.SetDirection(direction)
    with tempfile.TemporaryDirectory() as t:
        sitk.WriteImage(im, f"{t}/a.{ext}", compress)
        case(name, {f: open(f"{t}/{f}", "rb").read() for f in sorted(os.listdir(t), key=lambda f: not f.endswith(ext))}, f"a.{ext}")


oblique = tuple(np.array(OBL).T.ravel())
for ext in ("nrrd", "nhdr", "mha", "mhd"):
    for comp in (False, True):
        c = " compressed" if comp else ""
        itk_written(f"{ext} by itk{c}", ext, numbers("i2", 18).reshape(3, 2, 3), direction=oblique, compress=comp)
        itk_written(f"{ext} by itk 2d{c}", ext, numbers("u1", 20).reshape(4, 5), direction=(0, 1, -1, 0), compress=comp)
        itk_written(f"{ext} by itk 4d{c}", ext, numbers("f4", 24).reshape(2, 2, 2, 3), compress=comp)
        itk_written(f"{ext} by itk vector{c}", ext, numbers("f4", 36).reshape(2, 3, 2, 3), vector=True, direction=oblique, compress=comp)
        itk_written(f"{ext} by itk vector 2{c}", ext, numbers("f8", 24).reshape(2, 3, 2, 2), vector=True, compress=comp)
        itk_written(f"{ext} by itk bytes vector 3{c}", ext, numbers("u1", 36).reshape(2, 3, 2, 3), vector=True, compress=comp)
for dt in NAMES:
    itk_written("mha by itk " + dt, "mha", numbers(dt, 24).reshape(2, 3, 4))


def meta(name, sizes=(3, 2, 3), dt="i2", endian="<", fields=(), typ=None, compress=None, local=True, data=None, raw=None, channels=1, files=None, datafile=None, dims="DimSize",
         ascii_=False, head=("ObjectType = Image",), ext=None, msb="BinaryDataByteOrderMSB", tail=b"", gz=False, binary=True, sized=True):
    names = {"i1": "CHAR", "u1": "UCHAR", "i2": "SHORT", "u2": "USHORT", "i4": "INT", "u4": "UINT", "i8": "LONG_LONG", "u8": "ULONG_LONG", "f4": "FLOAT", "f8": "DOUBLE"}
    n = int(np.prod(sizes)) * channels
    data = numbers(dt, n) if data is None else data
    b = data.astype(endian + dt).tobytes() if raw is None else raw
    lines = [*head, f"NDims = {len(sizes)}"]
    if binary: lines.append(f"BinaryData = {not ascii_}")
    if msb: lines.append(f"{msb} = {endian == '>'}")
    if compress is not None: lines.append(f"CompressedData = {compress}")
    if compress:
        b = gzip.compress(b, mtime=0) if gz else zlib.compress(b)
        if sized: lines.append(f"CompressedDataSize = {len(b)}")
    if ascii_: b = " ".join(repr(x) if dt[0] == "f" else str(x) for x in data.tolist()).encode()
    lines += [*fields, f"{dims} = " + " ".join(map(str, sizes))]
    if channels > 1: lines.append(f"ElementNumberOfChannels = {channels}")
    lines.append(f"ElementType = {typ or 'MET_' + names[dt]}")
    lines.append("ElementDataFile = " + (datafile or ("LOCAL" if local else "a.raw")))
    h = ("\n".join(lines) + "\n").encode()
    twin = h.replace(b"BinaryData = False", b"BinaryData = True") + data.astype("<" + dt).tobytes() if ascii_ else None
    if not sized: twin = h.replace(b"CompressedData = True", b"CompressedData = False") + data.astype("<" + dt).tobytes()
    if files:
        size = len(b) // len(files)
        case(name, {"a.mhd": h, **{f: b[i * size:(i + 1) * size] for i, f in enumerate(files)}})
    elif local: case(name, {"a.mha": h + b + tail}, twin=twin)
    else: case(name, {"a.mhd": h, "a.raw": b + tail})


SPM = ["ElementSpacing = 1.5 2.5 3.25", "Offset = 1 -2 3.5"]
OBM = ["TransformMatrix = " + " ".join(repr(v) for r in OBL for v in r), "Offset = 10.5 -20.25 30.125", "ElementSpacing = 1.5 2.5 3.25"]
for dt in NAMES: meta("meta " + dt, dt=dt, fields=SPM)
for dt in ("u2", "f4", "f8", "i8"): meta("meta big endian " + dt, dt=dt, endian=">", fields=SPM)
for dt in ("u1", "i1", "f4", "i4"): meta("meta ascii " + dt, dt=dt, ascii_=True, fields=SPM)
for t, dt in (("MET_LONG", "i4"), ("MET_ULONG", "u4"), ("MET_ASCII_CHAR", "i1"), ("MET_CHAR", "i1"), ("MET_OTHER", "u1"), ("MET_STRING", "u1"), ("SHORT", "i2"), ("MET_FLOAT_MATRIX", "f4"), ("MET_NONE", "u1")):
    meta("meta type " + t, dt=dt, typ=t, fields=SPM)
for t, dt, n in (("MET_UCHAR_ARRAY", "u1", 3), ("MET_SHORT_ARRAY", "i2", 2), ("MET_FLOAT_ARRAY", "f4", 2), ("MET_FLOAT_ARRAY", "f4", 3)): meta(f"meta type {t} {n}", dt=dt, typ=t, channels=n, fields=SPM)
meta("meta compressed", compress=True, fields=SPM)
meta("meta compressed gzip", compress=True, gz=True, fields=SPM)
meta("meta compressed detached", compress=True, local=False, fields=SPM)
meta("meta compressed without size", compress=True, sized=False, fields=SPM)
meta("meta compressed size zero", compress=True, sized=False, fields=SPM + ["CompressedDataSize = 0"])
meta("meta oblique", fields=OBM)
for k in ("TransformMatrix", "Rotation", "Orientation"): meta("meta " + k, fields=[OBM[0].replace("TransformMatrix", k)] + SPM)
for k in ("Offset", "Position", "Origin"): meta("meta " + k, fields=[SPM[0], SPM[1].replace("Offset", k)])
meta("meta ElementSize", fields=["ElementSize = 1.5 2.5 3.25"])
meta("meta ElementSize and spacing", fields=["ElementSize = 1 2 3", SPM[0]])
meta("meta spacing then size", fields=[SPM[0], "ElementSize = 1 2 3"])
meta("meta no geometry")
meta("meta negative spacing", fields=["ElementSpacing = 1.5 -2.5 3.25"])
meta("meta zero spacing", fields=["ElementSpacing = 1.5 0 3.25"])
meta("meta zero matrix", fields=["TransformMatrix = 0 0 0 0 0 0 0 0 0"] + SPM)
meta("meta scaled matrix", fields=["TransformMatrix = 2 0 0 0 2 0 0 0 2"] + SPM)
meta("meta sheared matrix", fields=["TransformMatrix = 1 0 0 0.6 0.8 0 0 0 1"] + SPM)
for a in ("RAI", "LPS", "RAS", "???"): meta("meta anatomical " + a, fields=OBM + ["AnatomicalOrientation = " + a, "CenterOfRotation = 1 2 3"])
meta("meta comment", fields=["Comment = made for a test", "Color = 1 0 0 1", "ID = 0", "ParentID = -1", "Name = x", "CompressedData = False", "Modality = MET_MOD_CT", "ElementMin = 0", "ElementMax = 9"] + SPM)
meta("meta unknown field", fields=["Wonder = 5 words"] + SPM)
meta("meta custom field", fields=["0008|0060 = CT"] + SPM)
meta("meta distance units", fields=["DistanceUnits = m"] + SPM)
meta("meta intensity function", fields=["ElementToIntensityFunctionSlope = 2", "ElementToIntensityFunctionOffset = 5"] + SPM)
meta("meta no object type", head=(), fields=SPM)
meta("meta object subtype", head=("ObjectType = Image", "ObjectSubType = HelixCT"), fields=SPM)
meta("meta tube", head=("ObjectType = Tube",), fields=SPM)
meta("meta no msb", msb=None, fields=SPM)
meta("meta no binary", binary=False, fields=SPM)
meta("meta ElementByteOrderMSB", msb="ElementByteOrderMSB", endian=">", fields=SPM)
meta("meta colon", head=("ObjectType : Image",), fields=["ElementSpacing: 1.5 2.5 3.25"])
meta("meta tight", head=("ObjectType=Image",), fields=["ElementSpacing=1.5 2.5 3.25"])
meta("meta detached", local=False, fields=SPM)
meta("meta header size", local=False, fields=SPM + ["HeaderSize = 7"], raw=b"1234567" + B18.tobytes(), data=B18)
meta("meta header size -1", local=False, fields=SPM + ["HeaderSize = -1"], raw=b"anything" + B18.tobytes(), data=B18)
meta("meta header size -1 local", fields=SPM + ["HeaderSize = -1"], raw=b"anything" + B18.tobytes(), data=B18)
meta("meta header sizes per dimension", fields=SPM + ["HeaderSizePerSlice = 1"], data=B18)
meta("meta tail", fields=SPM, tail=b"more")
meta("meta two dimensions", sizes=(5, 4), fields=["ElementSpacing = 1.5 2.5", "Offset = 1 -2", "TransformMatrix = 0 1 -1 0"])
meta("meta one dimension", sizes=(5,), fields=["ElementSpacing = 1.5"])
meta("meta one voxel", sizes=(1, 1, 1), fields=SPM)
meta("meta four dimensions", sizes=(3, 2, 3, 2), fields=["ElementSpacing = 1.5 2.5 3.25 2", "Offset = 1 -2 3.5 0", "TransformMatrix = 0 1 0 0 -1 0 0 0 0 0 1 0 0 0 0 1"])
meta("meta four dimensions mixed", sizes=(3, 2, 3, 2), fields=["TransformMatrix = 0.8 0 0 0.6 0 1 0 0 0 0 1 0 -0.6 0 0 0.8"])
meta("meta five dimensions", sizes=(3, 2, 3, 2, 2))
for n, dt in ((2, "i2"), (3, "u1"), (4, "u1"), (3, "f4"), (6, "f8")): meta(f"meta channels {n} {dt}", channels=n, dt=dt, fields=OBM)
meta("meta channels compressed", channels=2, compress=True)
meta("meta list", datafile="LIST\ns0.raw\ns1.raw\ns2.raw", files=["s0.raw", "s1.raw", "s2.raw"], fields=SPM)
meta("meta list 2", datafile="LIST 2\ns0.raw\ns1.raw\ns2.raw", files=["s0.raw", "s1.raw", "s2.raw"], fields=SPM)
meta("meta list 2D", datafile="LIST 2D\ns0.raw\ns1.raw\ns2.raw", files=["s0.raw", "s1.raw", "s2.raw"], fields=SPM)
meta("meta list 3", sizes=(3, 2, 2, 2), datafile="LIST 3\ns0.raw\ns1.raw", files=["s0.raw", "s1.raw"])
meta("meta list 4D default", sizes=(3, 2, 2, 2), datafile="LIST\ns0.raw\ns1.raw", files=["s0.raw", "s1.raw"])
meta("meta pattern", datafile="s%02d.raw 4 6 1", files=["s04.raw", "s05.raw", "s06.raw"], fields=SPM)
meta("meta pattern step", datafile="s%d.raw 1 5 2", files=["s1.raw", "s3.raw", "s5.raw"], fields=SPM)
meta("meta pattern no numbers", datafile="s%d.raw", files=["s1.raw", "s2.raw", "s3.raw"], fields=SPM)
meta("meta local lower case", datafile="local", fields=SPM)
meta("meta short", sizes=(3, 2, 9), raw=B18.tobytes(), fields=SPM)
meta("meta refused axis size zero", sizes=(3, 0, 3))


def gipl(name, sizes=(3, 2, 3), code=15, dt="i2", pix=(1.5, 2.5, 3.25), origin=(1, -2, 3.5), magic=719555000, ext="gipl", matrix=None, ndim=None):
    d = list(sizes) + [1] * (4 - len(sizes)); p = list(pix) + [1] * (4 - len(pix)); o = list(origin) + [0] * (4 - len(origin))
    h = struct.pack(">4HH4f80s20f2B2d4d4fI", *d, code, *p, b"", *(matrix or [0] * 20), 0, 0, 0, 0, *o, 0, 0, 0, 0, magic)
    assert len(h) == 256, len(h)
    b = h + numbers(dt, int(np.prod(sizes))).astype(">" + dt).tobytes()
    case(name, {"a." + ext: gzip.compress(b, mtime=0) if ext.endswith("gz") else b})


for code, dt in ((7, "i1"), (8, "u1"), (15, "i2"), (16, "u2"), (31, "u4"), (32, "i4"), (64, "f4"), (65, "f8"), (1, "u1")): gipl(f"gipl {dt} {code}", code=code, dt=dt)
gipl("gipl two dimensions", sizes=(5, 4), pix=(1.5, 2.5))
gipl("gipl four dimensions", sizes=(3, 2, 3, 2))
gipl("gipl one slice", sizes=(5, 4, 1))
gipl("gipl other magic", magic=4026526128)
gipl("gipl bad magic", magic=12345)
gipl("gipl gz", ext="gipl.gz")
gipl("gipl matrix", matrix=[0, 1, 0, 0, -1] + [0] * 15)
itk_written("gipl by itk", "gipl", numbers("i2", 18).reshape(3, 2, 3), direction=oblique)
itk_written("gipl by itk 2d", "gipl", numbers("u1", 20).reshape(4, 5))
itk_written("gipl gz by itk", "gipl.gz", numbers("f4", 18).reshape(3, 2, 3))


def mgh(name, dt="i2", shape=(3, 2, 3), ext="mgh", ras=1, zooms=(1.5, 2.5, 3.25), tr=None, tail=True, version=1, change=None):
    aff = np.eye(4); aff[:3, :3] = np.array(OBL).T * zooms; aff[:3, 3] = (10.5, -20.25, 30.125)
    im = nib.MGHImage(numbers(dt, int(np.prod(shape))).reshape(shape), aff)
    if tr: im.header["tr"] = tr
    b = bytearray(im.to_bytes())
    b[28:30] = struct.pack(">h", ras)
    if not tail: b = b[:284 + int(np.prod(shape)) * np.dtype(dt).itemsize]
    if change: b[change[0]:change[0] + len(change[1])] = change[1]
    case(name, {"a." + ext: gzip.compress(bytes(b), mtime=0) if ext == "mgz" else bytes(b)}, tool="nib")


for dt in ("u1", "i2", "i4", "f4", "u2"): mgh("mgh " + dt, dt=dt)
mgh("mgz", ext="mgz"); mgh("mgz frames", ext="mgz", shape=(3, 2, 3, 2), dt="f4"); mgh("mgh.gz", ext="mgh.gz")
mgh("mgh not good", ras=0); mgh("mgh no footer", tail=False); mgh("mgh tr", tr=2000.0); mgh("mgh one slice", shape=(3, 4, 1)); mgh("mgh one voxel", shape=(1, 1, 1))
mgh("mgh odd extents", shape=(5, 2, 4))
mgh("mgh version", change=(0, struct.pack(">i", 2))); mgh("mgh type 7", change=(20, struct.pack(">i", 7)))
mgh("mgh refused zero spacing", change=(30, struct.pack(">f", 0))); mgh("mgh negative spacing", change=(30, struct.pack(">f", -2)))


def analyze(name, dt="i2", code=4, sizes=(3, 2, 3), endian="<", orient=0, origin=None, pix=(1.5, 2.5, 3.25), units=b"mm", scale=0.0, vox=0.0, ndim=None, regular=b"r"):
    d = [ndim or len(sizes)] + list(sizes) + [1] * (7 - len(sizes)); p = [0] + list(pix) + [1] * (7 - len(pix))
    bits = np.dtype(dt).itemsize * 8
    h = struct.pack(endian + "i10s18sihcc" + "8h4s8shhhh8f" + "3f" + "3f" + "2f" + "2i" + "80s24sc10s" + "10s10s10s10s10s3s" + "8i", 348, b"", b"", 16384, 0, regular, b"\0",
                    *d, units, b"", 0, code, bits, 0, *p, vox, scale, 0, 0, 0, 0, 0, 0, 0, 0, b"", b"", bytes([orient]),
                    struct.pack(endian + "5h", *(list(origin or (0, 0, 0)) + [0, 0])), b"", b"", b"", b"", b"", b"", *[0] * 8)
    assert len(h) == 348, len(h)
    case(name, {"a.hdr": h, "a.img": numbers(dt, int(np.prod(sizes))).astype(endian + dt).tobytes()})


for dt, code in (("u1", 2), ("i2", 4), ("i4", 8), ("f4", 16), ("f8", 64)): analyze("analyze " + dt, dt, code)
for o in range(7): analyze(f"analyze orient {o}", orient=o)
analyze("analyze origin", origin=(2, 3, 1)); analyze("analyze big endian", endian=">", orient=2); analyze("analyze four dimensions", sizes=(3, 2, 3, 1), dt="f4", code=16)
analyze("analyze scaled", scale=2.0); analyze("analyze negative spacing", pix=(-1.5, 2.5, 3.25)); analyze("analyze zero spacing", pix=(0, 2.5, 3.25))
analyze("analyze two dimensions", sizes=(5, 4)); analyze("analyze offset", vox=0.0, units=b"")
analyze("analyze u2", "u2", 132); analyze("analyze i1", "i1", 130); analyze("analyze u4", "u4", 136)


def lines(end, **keys): return "".join(f"{k} = {v}{end}" for k, v in keys.items()).encode()


B18 = numbers("i2", 18).tobytes()
META = dict(ObjectType="Image", NDims=3, BinaryData="True", DimSize="3 2 3", ElementSpacing="1.5 2.5 3.25", Offset="1 -2 3.5", ElementType="MET_SHORT")
case("meta crlf", {"a.mha": lines("\r\n", **META, ElementDataFile="LOCAL") + B18})
case("meta crlf detached", {"a.mhd": lines("\r\n", **META, ElementDataFile="a.raw"), "a.raw": B18})
size = len(lines("\n", **META, HeaderSize=100, ElementDataFile="LOCAL"))
case("meta header size attached", {"a.mha": lines("\n", **META, HeaderSize=size + 4, ElementDataFile="LOCAL") + b"more" + B18})
mgh("mgh good -1", ras=-1)


def nifti(name, version=1, ext="nii", dims=(3, 2, 3), q=0, s=0, srow=(), slope=1.0, units=2, intent=0, magic=None, tool="itk", pair=False):
    d = [len(dims)] + list(dims) + [1] * (7 - len(dims)); pix = [1, 1.5, 2.5, 3.25, 1, 1, 1, 1]; off = 0 if pair else 352 if version == 1 else 544
    rows = list(srow) or [0] * 12; mag = magic if magic is not None else (b"n" + (b"i" if pair else b"+") + str(version).encode())
    if version == 1:
        h = bytearray(352); struct.pack_into("<i", h, 0, 348); struct.pack_into("<8h", h, 40, *d); h[123] = units
        struct.pack_into("<3h", h, 68, intent, 4, 16); struct.pack_into("<8f3f", h, 76, *pix, off, slope, 0)
        struct.pack_into("<2h", h, 252, q, s); struct.pack_into("<12f", h, 280, *rows); h[344:344 + len(mag)] = mag
    else:
        h = bytearray(544); struct.pack_into("<i", h, 0, 540); h[4:12] = mag + b"\0\r\n\x1a\n"; struct.pack_into("<hh8q", h, 12, 4, 16, *d); struct.pack_into("<8dqdd", h, 104, *pix, off, slope, 0)
        struct.pack_into("<ii", h, 344, q, s); struct.pack_into("<12d", h, 400, *rows); struct.pack_into("<ii", h, 500, units, intent)
    b = numbers("i2", int(np.prod(dims))).tobytes()
    case(name, {"a.hdr": bytes(h[:348]), "a.img.gz": gzip.compress(b, mtime=0)} if pair else {"a." + ext: bytes(h) + b}, tool=tool)


TURNED = [0, -2.5, 0, 10, 1.5, 0, 0, -20, 0, 0, -3.25, 30]
nifti("nifti pair with packed voxels", pair=True, s=1, srow=TURNED)
nifti("nifti alone that speaks of a pair", magic=b"ni1", s=1, srow=TURNED)
nifti("analyze in one file", magic=b"")
nifti("nifti tiny slope", slope=1e-30, s=1, srow=TURNED)
nifti("nifti vector of a flat image", dims=(3, 2, 1), intent=1007)
nifti("nifti2 no place", 2, tool="nib"); nifti("nifti2 microns", 2, units=3, s=1, srow=TURNED, tool="nib"); nifti("nifti2 metres", 2, units=1, q=1, tool="nib")
nifti("nifti2 scanner and aligned", 2, q=1, s=2, srow=TURNED, tool="nib")


def itk_expectation(path):
    im = sitk.ReadImage(path)
    a = sitk.GetArrayFromImage(im)
    n = im.GetNumberOfComponentsPerPixel()
    if np.iscomplexobj(a): a, n = np.stack([a.real, a.imag]), 2
    elif n > 1 or a.ndim > im.GetDimension(): a = np.moveaxis(a, -1, 0)
    if n > 1 and im.GetDimension() == 4: a = np.moveaxis(a, 0, 1)  # channel = time * components + component
    return {"size": im.GetSize(), "spacing": im.GetSpacing(), "origin": im.GetOrigin(), "direction": im.GetDirection(), "components": n,
            "pixel": im.GetPixelIDTypeAsString(), **values(a)}


def values(a):
    v = a.astype(np.float64).ravel()
    return {"first": [float(x) for x in v[:4]], "weighted": float(np.sum(v * (np.arange(v.size) % 7 + 1))), "numbers": v.size}


def nib_expectation(path):
    im = nib.load(path)
    A = np.asarray(im.dataobj)
    a = np.transpose(A, list(range(A.ndim))[::-1])
    return {"shape": A.shape, "affine": im.affine.ravel()[:12], "zooms": [float(z) for z in im.header.get_zooms()[:3]], "dtype": str(A.dtype.newbyteorder("=")), **values(a)}


def short(o):
    if isinstance(o, (float, np.floating)):
        o = float(o)
        if not np.isfinite(o): return str(o)
        return int(o) if o == int(o) and abs(o) < 1e15 else o
    if isinstance(o, (list, tuple, np.ndarray)): return [short(x) for x in o]
    return {k: short(x) for k, x in o.items()} if isinstance(o, dict) else int(o) if isinstance(o, np.integer) else o


rows = []
for name, files, main, tool, twin in CASES:
    row = {"name": name, "main": main, "files": {k: v.decode("latin-1") for k, v in files.items()}}
    with tempfile.TemporaryDirectory() as t:
        os.chdir(t)
        for k, v in files.items():
            os.makedirs(os.path.dirname(f"{t}/{k}"), exist_ok=True); open(f"{t}/{k}", "wb").write(v)
        if twin: main = "twin." + ("mha" if "m" in main.split(".")[1] else "nrrd"); open(f"{t}/{main}", "wb").write(twin)
        try:
            if "refused" not in name: row[tool] = itk_expectation(f"{t}/{main}") if tool == "itk" else nib_expectation(f"{t}/{main}")
        except Exception as e:
            if len(sys.argv) > 2: print(name, "| REFUSED", " ".join(str(e).replace(t, "").split())[-160:])
        os.chdir("/")
    rows.append(row)
    if len(sys.argv) > 2 and tool in row:
        print(name, "|", {k: (np.round(v, 4).tolist() if isinstance(v, (tuple, list, np.ndarray)) else v) for k, v in row[tool].items() if k not in ("first", "numbers")})
text = "[\n" + ",\n".join(json.dumps(short(r), separators=(",", ":")) for r in rows) + "\n]\n"
open(OUT, "wb").write(gzip.compress(text.encode(), 9, mtime=0))
