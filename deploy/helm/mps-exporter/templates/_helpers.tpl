{{- define "mps-exporter.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* The name is also the job's (serviceMonitor), which the rules ask for: it is the same in every release. */}}
{{- define "mps-exporter.selector" -}}
app.kubernetes.io/name: mps-exporter
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mps-exporter.labels" -}}
{{ include "mps-exporter.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}

{{- define "mps-exporter.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "mps-exporter.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* Not empty if an account takes its key from the environment. */}}
{{- define "mps-exporter.keyFromEnvironment" -}}
{{- if not .Values.config.accounts -}}yes{{- end -}}
{{- range .Values.config.accounts -}}
{{- if not .credentials -}}yes{{- end -}}
{{- end -}}
{{- end -}}

{{/* Not empty if an account takes its key from a file of the Secret. */}}
{{- define "mps-exporter.keyFromFile" -}}
{{- if contains ": /etc/mps-exporter/credentials/" (toYaml .Values.config) -}}yes{{- end -}}
{{- end -}}

{{/* The Secret with the keys; empty if no account needs one. A missing one stops the release. */}}
{{- define "mps-exporter.secret" -}}
{{- $own := or .Values.credentials.secretId .Values.credentials.secretKey .Values.credentials.token -}}
{{- if and .Values.credentials.existingSecret $own -}}
{{- fail "credentials.existingSecret: expected either it or credentials.secretId and credentials.secretKey, got both" -}}
{{- else if .Values.credentials.existingSecret -}}
{{- .Values.credentials.existingSecret -}}
{{- else if $own -}}
{{- $_ := required "credentials.secretId: expected the SecretId that belongs to credentials.secretKey, got nothing" .Values.credentials.secretId -}}
{{- $_ := required "credentials.secretKey: expected the SecretKey that belongs to credentials.secretId, got nothing" .Values.credentials.secretKey -}}
{{- include "mps-exporter.fullname" . -}}
{{- else if include "mps-exporter.keyFromEnvironment" . -}}
{{- fail "credentials.existingSecret: expected the name of a Secret with the keys secret-id and secret-key (or values for credentials.secretId and credentials.secretKey), got nothing" -}}
{{- else if include "mps-exporter.keyFromFile" . -}}
{{- fail "credentials.existingSecret: expected the name of the Secret whose files config.accounts names in /etc/mps-exporter/credentials, got nothing" -}}
{{- end -}}
{{- end -}}

{{/* The Secret with the web configuration; empty if there is none. What needs one, and has none, stops the release. */}}
{{- define "mps-exporter.webSecret" -}}
{{- if and (or .Values.web.tls (ne .Values.web.authentication "none")) (not .Values.web.existingSecret) -}}
{{- fail (printf "web.existingSecret: expected the name of a Secret with the key %s, got nothing" .Values.web.file) -}}
{{- end -}}
{{- if and (eq .Values.web.authentication "certificates") (not .Values.web.tls) -}}
{{- fail "web.tls: expected true, as web.authentication asks for certificates, got false" -}}
{{- end -}}
{{- if and .Values.web.probeHeaders (eq .Values.web.authentication "certificates") -}}
{{- fail "web.probeHeaders: expected none, as web.authentication asks for certificates, which a probe has not" -}}
{{- end -}}
{{- .Values.web.existingSecret -}}
{{- end -}}

{{/* How a probe asks for a path: one that would be refused only sees whether the port is open. */}}
{{- define "mps-exporter.probe" -}}
{{- $web := .root.Values.web -}}
{{- if or (eq $web.authentication "none") $web.probeHeaders -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- if $web.tls }}
  scheme: HTTPS
  {{- end }}
  {{- with $web.probeHeaders }}
  httpHeaders:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- else -}}
tcpSocket:
  port: http
{{- end -}}
{{- end -}}

{{/* A duration as Prometheus writes it, in milliseconds. */}}
{{- define "mps-exporter.milliseconds" -}}
{{- $sizes := dict "y" 31536000000 "w" 604800000 "d" 86400000 "h" 3600000 "m" 60000 "s" 1000 "ms" 1 -}}
{{- $sum := 0 -}}
{{- range regexFindAll "[0-9]+[a-z]+" . -1 -}}
{{- $sum = add $sum (mul (regexFind "[0-9]+" . | atoi) (get $sizes (regexFind "[a-z]+" .))) -}}
{{- end -}}
{{- $sum -}}
{{- end -}}

{{/* The further flags; those that contradict what the chart renders stop the release. */}}
{{- define "mps-exporter.flags" -}}
{{- $settled := dict
  "config.file" "config is what the file holds"
  "config.check" "the program ends after it"
  "web.config.file" "web.existingSecret and web.file name it"
  "web.listen-address" "Service, probes and NetworkPolicy lead to port 10862 of the pod"
  "web.systemd-socket" "no systemd passes sockets to a pod"
  "web.telemetry-path" "the ServiceMonitor has /metrics scraped" -}}
{{- range $index, $flag := .Values.flags -}}
{{- $name := regexFind "[a-z][a-z.-]*" $flag -}}
{{- with get $settled $name -}}
{{- fail (printf "flags[%d]: expected no --%s, as %s" $index $name .) -}}
{{- end }}
- {{ $flag | quote }}
{{- end -}}
{{- end -}}

{{/*
The ports that calls go to, with blanks between them: 443, and those of the endpoints of config.accounts and of
--mps.endpoint, for which 80 is what http means.
*/}}
{{- define "mps-exporter.apiPorts" -}}
{{- $endpoints := list -}}
{{- range .Values.config.accounts -}}
{{- with .endpoint -}}{{- $endpoints = append $endpoints . -}}{{- end -}}
{{- end -}}
{{- range .Values.flags -}}
{{- if hasPrefix "--mps.endpoint=" . -}}
{{- $endpoints = append $endpoints (trimPrefix "--mps.endpoint=" .) -}}
{{- end -}}
{{- end -}}
{{- $ports := list "443" -}}
{{- range $endpoints -}}
{{- $usual := ternary "80" "443" (hasPrefix "http://" (lower .)) -}}
{{- $ports = append $ports (regexFind ":[0-9]+/?$" . | trimPrefix ":" | trimSuffix "/" | default $usual) -}}
{{- end -}}
{{- $ports | uniq | join " " -}}
{{- end -}}
