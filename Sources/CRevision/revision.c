#include "revision.h"

#ifndef MPS_REVISION
#define MPS_REVISION 0
#endif

uint64_t mps_revision(void)
{
    return MPS_REVISION;
}
