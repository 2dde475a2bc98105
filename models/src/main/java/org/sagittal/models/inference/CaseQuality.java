package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * How far a prediction can be trusted, from the prediction alone.
 *
 * @param agreement foreground class -> how far the passes agree about it, in [0, 1], see {@link PassAgreement}; empty where no pass
 *     finds it
 * @param foregroundUncertainty mean uncertainty of the voxels that are not background; empty without any
 */
public record CaseQuality(Map<String, OptionalDouble> agreement, OptionalDouble foregroundUncertainty) {
    /** Copies the map in its order. */
    public CaseQuality {
        agreement = Collections.unmodifiableMap(new LinkedHashMap<>(agreement));
    }

    /**
     * The agreement about the class that the passes agree about least.
     *
     * @return in [0, 1]; empty where nothing is found
     */
    public OptionalDouble lowestAgreement() {
        return agreement.values().stream()
                .flatMapToDouble(OptionalDouble::stream)
                .min();
    }

    static CaseQuality of(List<ForegroundClass> classes, List<OptionalDouble> agreement, OptionalDouble uncertainty) {
        Map<String, OptionalDouble> named = new LinkedHashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            named.put(classes.get(c).name(), agreement.get(c));
        }
        return new CaseQuality(named, uncertainty);
    }

    /** The mean over several models, class by class, of those that find it; the uncertainty is measured anew. */
    static CaseQuality mean(List<CaseQuality> parts, OptionalDouble uncertainty) {
        Map<String, OptionalDouble> mean = new LinkedHashMap<>();
        for (String name : parts.get(0).agreement.keySet()) {
            mean.put(
                    name,
                    parts.stream()
                            .flatMapToDouble(part -> part.agreement.get(name).stream())
                            .average());
        }
        return new CaseQuality(mean, uncertainty);
    }

    /** The lower agreement of two, class by class. */
    CaseQuality lower(List<OptionalDouble> other) {
        Map<String, OptionalDouble> lower = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(agreement.keySet());
        for (int c = 0; c < names.size(); c++) {
            OptionalDouble own = agreement.get(names.get(c));
            OptionalDouble others = other.get(c);
            lower.put(
                    names.get(c),
                    own.isPresent() && others.isPresent()
                            ? OptionalDouble.of(Math.min(own.getAsDouble(), others.getAsDouble()))
                            : own.isPresent() ? own : others);
        }
        return new CaseQuality(lower, foregroundUncertainty);
    }

    static OptionalDouble meanOfForeground(FloatVoxels uncertainty, LabelVoxels labels) {
        double sum = 0;
        long count = 0;
        for (int z = 0; z < labels.shape().z(); z++) {
            short[] slice = labels.slice(z);
            float[] values = uncertainty.slice(z);
            for (int i = 0; i < slice.length; i++) {
                if (slice[i] != 0) {
                    sum += values[i];
                    count++;
                }
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
