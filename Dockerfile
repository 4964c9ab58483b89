# Gavel in a small image. It holds no PostgreSQL: set DATABASE_URL, as docker-compose.yml does.

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
ENV SQLX_OFFLINE=true
# The cache outlives this step and the image does not hold it; so the binary is taken out of it here.
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin gavel && install -s -D target/release/gavel /out/gavel

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/gavel --create-home gavel
COPY --from=build /out/gavel /usr/local/bin/gavel
COPY LICENSE-MIT LICENSE-APACHE /usr/share/doc/gavel/
USER gavel
VOLUME /var/lib/gavel
ENV GAVEL_LISTEN=0.0.0.0:8080 GAVEL_DATA=/var/lib/gavel
EXPOSE 8080
# bash speaks enough HTTP to ask how we are; a client for that alone would be the largest thing in the image.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["gavel"]
CMD ["serve"]
