{{/*
The configuration file. What values.schema.json cannot say of it, and the exporter would refuse, stops the release; so
do keys, as the file lies in a ConfigMap.
*/}}
{{- define "mps-exporter.config" -}}
{{- include "mps-exporter.noKeys" (dict "path" "config" "value" .Values.config) -}}
{{- include "mps-exporter.pollInterval" (dict "path" "config" "value" .Values.config) -}}
{{- $names := list -}}
{{- range $index, $account := .Values.config.accounts -}}
{{- $path := printf "config.accounts[%d]" $index -}}
{{- if has .name $names -}}
{{- fail (printf "%s.name: expected a name that no other account has, got %s" $path .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- if and (hasKey . "credentials") (not (and .credentials.secret_id_file .credentials.secret_key_file)) -}}
{{- fail (printf "%s.credentials: expected secret_id_file and secret_key_file, or no credentials, got less" $path) -}}
{{- end -}}
{{- include "mps-exporter.pollInterval" (dict "path" $path "value" .) -}}
{{- if gt (include "mps-exporter.milliseconds" (.history | default "0s" | toString) | atoi) 604800000 -}}
{{- fail (printf "%s.history: expected a duration from 0s to 7d, got %s" $path .history) -}}
{{- end -}}
{{- end -}}
{{- range $name := list "wait" "processing" "turnaround" -}}
{{- $below := 0.0 -}}
{{- range get ($.Values.config.histograms | default dict) $name | default list -}}
{{- if le (float64 .) $below -}}
{{- fail (printf "config.histograms.%s: expected rising numbers, got %v after %v" $name . $below) -}}
{{- end -}}
{{- $below = float64 . -}}
{{- end -}}
{{- end -}}
{{- toYaml .Values.config -}}
{{- end -}}

{{/* Stops the release if a key stands anywhere in a value. */}}
{{- define "mps-exporter.noKeys" -}}
{{- $path := .path -}}
{{- if kindIs "map" .value -}}
{{- range $name, $value := .value -}}
{{- if has $name (list "secret_id" "secret_key" "token") -}}
{{- fail (printf "%s.%s: expected %s_file with a path in /etc/mps-exporter/credentials, as a ConfigMap is no place for keys" $path $name $name) -}}
{{- end -}}
{{- include "mps-exporter.noKeys" (dict "path" (printf "%s.%s" $path $name) "value" $value) -}}
{{- end -}}
{{- else if kindIs "slice" .value -}}
{{- range $index, $value := .value -}}
{{- include "mps-exporter.noKeys" (dict "path" (printf "%s[%d]" $path $index) "value" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Stops the release if polls are closer than the exporter makes them. */}}
{{- define "mps-exporter.pollInterval" -}}
{{- with .value.poll_interval -}}
{{- if lt (include "mps-exporter.milliseconds" . | atoi) 1000 -}}
{{- fail (printf "%s.poll_interval: expected a duration of at least 1s, got %s" $.path .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
