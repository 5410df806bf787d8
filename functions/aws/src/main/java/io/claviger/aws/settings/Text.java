package io.claviger.aws.settings;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Text. A blank value counts as none. */
public final class Text implements Converter<String> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable String convert(String value) {
        return value.isBlank() ? null : value;
    }
}
