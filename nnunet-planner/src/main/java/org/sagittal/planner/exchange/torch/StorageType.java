package org.sagittal.planner.exchange.torch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.sagittal.geometry.HalfFloat;

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
     * Decodes numbers to float32, rounded to nearest.
     *
     * @param data numbers in the storage's byte order, from the position on; read on
     * @param values where they go
     * @param at first index there
     * @param count how many
     */
    void decode(ByteBuffer data, float[] values, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = switch (this) {
                case FloatStorage -> data.getFloat();
                case DoubleStorage -> (float) data.getDouble();
                case HalfStorage -> HalfFloat.toFloat(data.getShort());
                case BFloat16Storage -> Float.intBitsToFloat(data.getShort() << 16);
                case LongStorage -> data.getLong();
                case IntStorage -> data.getInt();
                case ShortStorage -> data.getShort();
                case CharStorage -> data.get();
                case ByteStorage, BoolStorage -> data.get() & 0xff;
            };
        }
    }
}
