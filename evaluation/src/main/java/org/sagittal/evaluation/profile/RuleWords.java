package org.sagittal.evaluation.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sagittal.evaluation.instance.Matching;
import org.sagittal.evaluation.surface.SurfaceModel;

/** Single rules as people type them: {@code outline=corner-border}, {@code matching=optimal@0.3}, {@code empty=medpy}. */
final class RuleWords {
    private RuleWords() {}

    /** The rules with one of them changed. */
    static Rules changed(Rules rules, String words) {
        int at = words.indexOf('=');
        String word = words.substring(at + 1);
        return switch (at < 0 ? "" : words.substring(0, at)) {
            case "outline" -> with(rules, choice(SurfaceModel.class, word));
            case "percentile" -> with(rules, choice(Rules.Percentile.class, word));
            case "mean" -> with(rules, choice(Rules.Mean.class, word));
            case "within" -> with(rules, choice(Rules.Within.class, word));
            case "unit" -> with(rules, choice(Rules.Unit.class, word));
            case "volumes" -> with(rules, choice(Rules.Volume.class, word));
            case "matching" -> with(rules, matching(rules.instances(), word));
            case "empty" -> with(rules, Profiles.byName(word).rules().empty());
            default ->
                throw new IllegalArgumentException(
                        "rule must be one of outline, percentile, mean, within, unit, volumes, "
                                + "matching and empty with = and a word, got " + words);
        };
    }

    /** The rules with one put in the place of that of its type; no two rules are of one type. */
    static Rules with(Rules r, Object rule) {
        return new Rules(
                rule instanceof SurfaceModel surface ? surface : r.surface(),
                rule instanceof Rules.Percentile percentile ? percentile : r.percentile(),
                rule instanceof Rules.Mean mean ? mean : r.mean(),
                rule instanceof Rules.Within within ? within : r.within(),
                rule instanceof Rules.Unit unit ? unit : r.unit(),
                rule instanceof Rules.Volume volume ? volume : r.volume(),
                rule instanceof Rules.Instances instances ? instances : r.instances(),
                rule instanceof EmptyPolicy empty ? empty : r.empty());
    }

    private static Rules.Instances matching(Rules.Instances before, String word) {
        int at = word.indexOf('@');
        Matching matching = choice(Matching.class, at < 0 ? word : word.substring(0, at));
        try {
            return new Rules.Instances(
                    matching, at < 0 ? before.threshold() : Double.parseDouble(word.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("threshold of a match must be a number, got " + word, e);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rule must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(RuleWords::word)
                                .collect(Collectors.joining(", "))
                        + ", got " + word));
    }

    private static String word(Enum<?> rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
