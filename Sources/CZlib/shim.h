#ifndef MPS_EXPORTER_CZLIB_SHIM_H
#define MPS_EXPORTER_CZLIB_SHIM_H

#include <zlib.h>

/// `deflateInit2` is a macro that passes the version and the size of the structure, which Swift does not import.
/// 15 + 16 asks for the largest window and a gzip header and trailer instead of zlib's.
static inline int mps_zlib_start_gzip(z_stream *_Nonnull stream, int level)
{
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

#endif
