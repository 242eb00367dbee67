// SPDX-License-Identifier: Apache-2.0
/** What the jars with native libraries say to the module path. Not an API. */
package io.lanewise.internal.platform;
