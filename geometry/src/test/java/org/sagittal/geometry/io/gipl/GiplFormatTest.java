package org.sagittal.geometry.io.gipl;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GiplFormatTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new GiplFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".gipl", ".gipl.gz");
    }

    @Override
    protected Set<SampleType> storedTypes() {
        return EnumSet.complementOf(
                EnumSet.of(SampleType.INT64, SampleType.UINT64, SampleType.INT32, SampleType.UINT32));
    }

    @Override
    protected boolean turns() {
        return false;
    }

    @Override
    protected boolean knowsFlatImages() {
        return false;
    }

    @Override
    protected boolean knowsComponents() {
        return false;
    }
}
