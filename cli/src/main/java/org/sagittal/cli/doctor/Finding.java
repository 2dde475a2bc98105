package org.sagittal.cli.doctor;

import java.util.Optional;

/**
 * One thing the doctor looked at.
 *
 * @param state how it is
 * @param subject what was looked at, one or two words
 * @param fact what was found
 * @param mend what the user can do about it; empty if nothing is wrong
 */
public record Finding(State state, String subject, String fact, Optional<String> mend) {
    /** How a thing is. */
    public enum State {
        /** As it should be. */
        GOOD("ok"),
        /** Works, with a loss the user should know of. */
        POOR("warn"),
        /** Work will fail. */
        BROKEN("FAIL");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /**
         * How it is printed.
         *
         * @return at most five letters
         */
        public String word() {
            return word;
        }
    }

    /** Refuses a complaint without a mend. */
    public Finding {
        if (state != State.GOOD && mend.isEmpty()) {
            throw new IllegalArgumentException("mend must be given for '" + subject + "', which is " + state);
        }
    }

    static Finding good(String subject, String fact) {
        return new Finding(State.GOOD, subject, fact, Optional.empty());
    }

    static Finding poor(String subject, String fact, String mend) {
        return new Finding(State.POOR, subject, fact, Optional.of(mend));
    }

    static Finding broken(String subject, String fact, String mend) {
        return new Finding(State.BROKEN, subject, fact, Optional.of(mend));
    }
}
