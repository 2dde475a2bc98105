package org.sagittal.geometry.io;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.gipl.GiplFormat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GiplFormatTest extends VolumeFormatContract {
    @Override
    VolumeFormat format() {
        return new GiplFormat();
    }

    @Override
    Stream<String> writtenEndings() {
        return Stream.of(".gipl", ".gipl.gz");
    }

    @Override
    Set<SampleType> storedTypes() {
        return EnumSet.complementOf(
                EnumSet.of(SampleType.INT64, SampleType.UINT64, SampleType.INT32, SampleType.UINT32));
    }

    @Override
    boolean turns() {
        return false;
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
