# docker build -t tocsin .
# The image needs no more than packaging/image.sh lays out: a shell, the C library, a Java of 70 MB and the jar.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN mvn -q -B -DskipTests package && packaging/image.sh /image

FROM debian:trixie-slim
COPY --from=build /image/ /
# The archive of classes holds its own path and the time of the jar, so it is made here.
RUN useradd --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin tocsin \
    && install -d -o tocsin -g tocsin /data /etc/tocsin \
    && /opt/tocsin/tocsin rehearse
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 9093
# A client of its own would start a Java each time.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9093 && printf 'GET /-/healthy HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["/opt/tocsin/tocsin"]
CMD ["run", "--config.file=/etc/tocsin/alertmanager.yml", "--storage.path=/data"]
