package org.sagittal.evaluation.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.evaluation.Score;

/**
 * What a tool says of empty masks: a table of scores by empty case. Where the table is silent the arithmetic decides.
 *
 * <p>Tools disagree here more than anywhere else, and change their minds between versions.
 */
public final class EmptyPolicy {
    private final String name;
    private final Map<String, Map<EmptyCase, Score>> table;

    private EmptyPolicy(String name, Map<String, Map<EmptyCase, Score>> table) {
        this.name = name;
        this.table = table;
    }

    /**
     * Starts a table.
     *
     * @param name whose policy it is
     * @return an empty table
     */
    static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Whose policy it is.
     *
     * @return e.g. {@code medpy}
     */
    public String name() {
        return name;
    }

    /** What the table says, if it says anything; of "@2" and the like at a score's end only a percentile counts. */
    Optional<Score> of(String score, EmptyCase empty) {
        int at = score.indexOf('@');
        String base = at < 0 ? score : score.substring(0, at);
        Map<EmptyCase, Score> row =
                table.get(at > 0 && base.startsWith("hd") && !score.endsWith("@100") ? "hd95" : base);
        return row == null ? Optional.empty() : Optional.ofNullable(row.get(empty));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Fills a table. */
    static final class Builder {
        private final String name;
        private final Map<String, Map<EmptyCase, Score>> table = new HashMap<>();
        private List<String> scores = List.of();

        private Builder(String name) {
            this.name = name;
        }

        /** The scores that the next cells are about. */
        Builder of(String... names) {
            scores = List.of(names);
            return this;
        }

        /** A value for some cases. */
        Builder value(double value, EmptyCase... cases) {
            return put(Score.of(value), cases);
        }

        /** No value for some cases, for the case's own reason. */
        Builder undefined(EmptyCase... cases) {
            List.of(cases).forEach(empty -> put(Score.undefined(empty.reason()), empty));
            return this;
        }

        private Builder put(Score score, EmptyCase... cases) {
            for (String each : new ArrayList<>(scores)) {
                for (EmptyCase empty : cases) {
                    table.computeIfAbsent(each, key -> new EnumMap<>(EmptyCase.class))
                            .put(empty, score);
                }
            }
            return this;
        }

        EmptyPolicy build() {
            return new EmptyPolicy(name, table);
        }
    }
}
