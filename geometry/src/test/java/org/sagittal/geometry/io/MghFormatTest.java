package org.sagittal.geometry.io;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.mgh.MghFormat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MghFormatTest extends VolumeFormatContract {
    @Override
    VolumeFormat format() {
        return new MghFormat();
    }

    @Override
    Stream<String> writtenEndings() {
        return Stream.of(".mgz", ".mgh", ".mgh.gz");
    }

    @Override
    Set<SampleType> storedTypes() {
        return EnumSet.of(SampleType.UINT8, SampleType.INT16, SampleType.UINT16, SampleType.INT32, SampleType.FLOAT32);
    }

    @Override
    boolean knowsFlatImages() {
        return false;
    }

    @Override
    boolean knowsComponents() {
        return false;
    }
}
