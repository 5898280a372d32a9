package org.fanfare.config;

import java.util.List;
import java.util.stream.Collectors;

/** Fails the deployment because settings are wrong; names all of them at once. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    InvalidSettingsException(List<Fault> faults) {
        super(faults.stream()
                .map(fault -> "\n  " + fault)
                .collect(Collectors.joining("", "Fanfare does not start: settings with faults: " + faults.size(), "")));
        this.faults = List.copyOf(faults);
    }

    /** All that is wrong, in the order of the keys. */
    public List<Fault> faults() {
        return faults;
    }
}
