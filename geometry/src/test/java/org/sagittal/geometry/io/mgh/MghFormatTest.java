package org.sagittal.geometry.io.mgh;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MghFormatTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new MghFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".mgz", ".mgh", ".mgh.gz");
    }

    @Override
    protected Set<SampleType> storedTypes() {
        return EnumSet.of(SampleType.UINT8, SampleType.INT16, SampleType.UINT16, SampleType.INT32, SampleType.FLOAT32);
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
