/** Contracts, fakes and data for the adapters' tests. */
@NullMarked
package io.claviger.aws.testing;

import org.jspecify.annotations.NullMarked;
