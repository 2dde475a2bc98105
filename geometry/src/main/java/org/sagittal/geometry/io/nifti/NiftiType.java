package org.sagittal.geometry.io.nifti;

import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.file.FormatException;

/** NIfTI's data types that are read: what a voxel is made of. */
enum NiftiType {
    UINT8(2, SampleType.UINT8, Voxel.SCALAR, 1),
    INT16(4, SampleType.INT16, Voxel.SCALAR, 1),
    INT32(8, SampleType.INT32, Voxel.SCALAR, 1),
    FLOAT32(16, SampleType.FLOAT32, Voxel.SCALAR, 1),
    COMPLEX64(32, SampleType.FLOAT32, Voxel.COMPLEX, 2),
    FLOAT64(64, SampleType.FLOAT64, Voxel.SCALAR, 1),
    RGB24(128, SampleType.UINT8, Voxel.COLOUR, 3),
    INT8(256, SampleType.INT8, Voxel.SCALAR, 1),
    UINT16(512, SampleType.UINT16, Voxel.SCALAR, 1),
    UINT32(768, SampleType.UINT32, Voxel.SCALAR, 1),
    INT64(1024, SampleType.INT64, Voxel.SCALAR, 1),
    UINT64(1280, SampleType.UINT64, Voxel.SCALAR, 1),
    COMPLEX128(1792, SampleType.FLOAT64, Voxel.COMPLEX, 2),
    RGBA32(2304, SampleType.UINT8, Voxel.COLOUR, 4);

    private final int code;
    private final SampleType sample;
    private final Voxel voxel;
    private final int samples;

    NiftiType(int code, SampleType sample, Voxel voxel, int samples) {
        this.code = code;
        this.sample = sample;
        this.voxel = voxel;
        this.samples = samples;
    }

    /** The type of a header's {@code datatype}. */
    static NiftiType of(Path file, int code) {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new FormatException(
                file,
                "stores voxels as data type " + code
                        + "; integers to 64 bits, float32, float64, complex and RGB(A) are read");
    }

    /** The scalar type that stores numbers of one kind. */
    static NiftiType of(SampleType sample) {
        for (NiftiType type : values()) {
            if (type.sample == sample && type.samples == 1) {
                return type;
            }
        }
        throw new IllegalStateException("NIfTI has a type for each of " + SampleType.values().length);
    }

    int code() {
        return code;
    }

    SampleType sample() {
        return sample;
    }

    Voxel voxel() {
        return voxel;
    }

    /** Numbers a voxel. */
    int samples() {
        return samples;
    }

    /** Bytes a voxel. */
    int bytes() {
        return sample.bytes() * samples;
    }
}
