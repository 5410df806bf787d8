/** The operator's command-line tool: {@code claviger}. */
@NullMarked
package io.claviger.cli;

import org.jspecify.annotations.NullMarked;
