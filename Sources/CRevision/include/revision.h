#ifndef MPS_EXPORTER_CREVISION_H
#define MPS_EXPORTER_CREVISION_H

#include <stdint.h>

/// The first twelve hexadecimal digits of the commit that was built, as a number; 0 if the build was not told. A number,
/// because a C string would need unsafe code to read.
uint64_t mps_revision(void);

#endif
