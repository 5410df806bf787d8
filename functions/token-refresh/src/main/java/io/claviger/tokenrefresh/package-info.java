/** The Lambda functions that renew tokens: the scheduled sweep and the worker behind the queue. */
@NullMarked
package io.claviger.tokenrefresh;

import org.jspecify.annotations.NullMarked;
