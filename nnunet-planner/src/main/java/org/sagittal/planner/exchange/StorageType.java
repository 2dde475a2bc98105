package org.sagittal.planner.exchange;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.sagittal.geometry.io.HalfFloat;

/** The number types a PyTorch storage can have, under the names of torch's storage classes. */
enum StorageType {
    FloatStorage(4),
    DoubleStorage(8),
    HalfStorage(2),
    BFloat16Storage(2),
    LongStorage(8),
    IntStorage(4),
    ShortStorage(2),
    CharStorage(1),
    ByteStorage(1),
    BoolStorage(1);

    private final int bytes;

    StorageType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    int bytes() {
        return bytes;
    }

    /** The type of torch's class of this name. */
    static Optional<StorageType> named(String name) {
        for (StorageType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * One number as float32, rounded to nearest.
     *
     * @param data the storage, in its byte order
     * @param index which number
     */
    float floatAt(ByteBuffer data, int index) {
        int at = index * bytes;
        return switch (this) {
            case FloatStorage -> data.getFloat(at);
            case DoubleStorage -> (float) data.getDouble(at);
            case HalfStorage -> HalfFloat.toFloat(data.getShort(at));
            case BFloat16Storage -> Float.intBitsToFloat(data.getShort(at) << 16);
            case LongStorage -> data.getLong(at);
            case IntStorage -> data.getInt(at);
            case ShortStorage -> data.getShort(at);
            case CharStorage -> data.get(at);
            case ByteStorage, BoolStorage -> data.get(at) & 0xff;
        };
    }
}
