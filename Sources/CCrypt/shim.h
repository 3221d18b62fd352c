#ifndef MPS_EXPORTER_CCRYPT_SHIM_H
#define MPS_EXPORTER_CCRYPT_SHIM_H

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/// Hashes a phrase with the method, cost and salt of `setting` into `output`, which has room for CRYPT_OUTPUT_SIZE
/// bytes; false without memory and for a setting that libcrypt does not know. The working memory, 32 KiB that hold
/// traces of the phrase, is cleared.
static inline _Bool mps_crypt(const char *_Nonnull phrase, const char *_Nonnull setting, char *_Nonnull output)
{
    struct crypt_data *data = calloc(1, sizeof(struct crypt_data));
    if (data == NULL) {
        return 0;
    }
    const char *hash = crypt_r(phrase, setting, data);
    _Bool done = hash != NULL && hash[0] != '*' && strlen(hash) < CRYPT_OUTPUT_SIZE;
    if (done) {
        memcpy(output, hash, strlen(hash) + 1);
    }
    explicit_bzero(data, sizeof(struct crypt_data));
    free(data);
    return done;
}

#endif
